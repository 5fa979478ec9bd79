import HTTPTypes
import KinoraDocuments
import Testing

@testable import KinoraVideoAPI

@Suite("One document over the Video API")
struct DocumentTests {
    @Test func whatWasWrittenComesBackExactly() async throws {
        let house = try await APIHouse()
        let body = #"{"at":{"$date":1767225600123},"big":9007199254740993,"deep":{"list":[1,1.0,null,{"x":true}]},"one":1.0,"title":"Ä"}"#

        let written = try await house.send(.post, "/films", body)
        let read = try await house.send(.get, String(try #require(written.field("Location")).dropFirst(4)))

        #expect(written.status == 201 && written.text.isEmpty)
        #expect(read.status == 200)
        #expect(read.headers[.contentType] == "application/json")
        #expect(read.json.plain.json == body)
        #expect(read.etag?.count == 24 && read.etag == written.etag)
        #expect(read.json["_etag"]?["$oid"] == .string(read.etag ?? ""))
    }
}

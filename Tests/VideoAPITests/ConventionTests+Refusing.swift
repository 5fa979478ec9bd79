import HTTPTypes
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraVideoAPI

extension ConventionTests {
    static let tags: [Row] = [
        Row("The right version is written over", .put, "/films/a", #"{"x":1}"#, [.ifMatch: Row.tag], 200) { answer, _ in
            answer.etag?.count == 24 && answer.etag != Row.tag
        },
        Row("The right version in quotation marks", .patch, "/films/a", #"{"x":1}"#, [.ifMatch: "\"\(Row.tag)\""], 200),
        Row("The right version among others", .put, "/films/a", #"{"x":1}"#, [.ifMatch: "\"x\", W/\"\(Row.tag)\""], 200),
        Row("Any version", .put, "/films/a", #"{"x":1}"#, [.ifMatch: "*"], 200),
        Row("A wrong version changes nothing", .put, "/films/a", #"{"x":1}"#, [.ifMatch: Row.wrong], 412) { answer, house in
            try await every(answer.etag == Row.tag, Self.body(house, "a") != #"{"x":1}"#)
        },
        Row("A wrong version of a PATCH", .patch, "/films/a", #"{"x":1}"#, [.ifMatch: Row.wrong], 412) { answer, _ in answer.etag == Row.tag
        },
        Row("A wrong version of a DELETE", .delete, "/films/a", nil, [.ifMatch: Row.wrong], 412) { answer, house in
            try await every(answer.etag == Row.tag, Self.body(house, "a") != nil)
        },
        Row("The right version is deleted", .delete, "/films/a", nil, [.ifMatch: Row.tag], 204),
        Row("A version of what is missing", .put, "/films/z", #"{"x":1}"#, [.ifMatch: Row.tag], 404),
        Row("A version that is required", .put, "/films/a?checkEtag", #"{"x":1}"#, 409) { answer, _ in answer.etag == Row.tag },
        Row("A version that is required for a DELETE", .delete, "/films/a?checkEtag=true", 409) { answer, _ in answer.etag == Row.tag },
        Row("A version that is required and right", .delete, "/films/a?checkEtag", nil, [.ifMatch: Row.tag], 204),
        Row("Only what is new", .put, "/films/a?wm=upsert", #"{"x":1}"#, [.ifNoneMatch: "*"], 412),
        Row("Only what is new, and it is", .put, "/films/z?wm=upsert", #"{"x":1}"#, [.ifNoneMatch: "*"], 201),
        Row("A collection is emptied with its version only", .delete, "/films", 409) { answer, house in
            try await every(answer.etag?.count == 24, house.store.count(.all, in: "films") == 3)
        },
        Row("A collection is not emptied with another version", .delete, "/films", nil, [.ifMatch: Row.wrong], 412),
    ]

    static let refusals: [Row] = [
        Row("No token", .get, "/films", as: nil, 401) { answer, _ in
            answer.headers[values: .wwwAuthenticate].contains { $0.hasPrefix("Basic ") }
                && answer.headers[values: .wwwAuthenticate].contains { $0.hasPrefix("Bearer ") }
        },
        Row("No token, and nothing there", .get, "/nothing/at/all", as: nil, 401),
        Row("No token, and a method that is not known", .put, "/films/_size", as: nil, 401),
        Row("A token in the address", .get, "/films?access_token=x", 400),
        Row("Something like a token in the address", .get, "/films?hint=kinora_\(String(repeating: "a", count: 64))", as: nil, 400),
        Row("Something like a token in the path", .get, "/films/kinora_\(String(repeating: "a", count: 64))", as: nil, 400),
        Row("Reading with a token that reads", .get, "/films/a", as: .readCatalogue, 200),
        Row("Writing with a token that reads", .put, "/films/a", #"{"x":1}"#, as: .readCatalogue, 403),
        Row("Writing with a token that writes", .put, "/films/a", #"{"x":1}"#, as: .writeCatalogue, 200),
        Row("Reading with a token that writes", .get, "/films/a", as: .writeCatalogue, 200),
        Row("What does not fit a film is not written", .put, "/films/a", #"{"title":7}"#, as: .writeCatalogue, 400) { answer, house in
            try await every(answer.text.contains("title"), Self.body(house, "a")?.contains("Metropolis") == true)
        },
        Row("A PATCH that would leave a note without its text", .patch, "/notes/n", #"{"$unset":{"text":1}}"#, as: .writeCatalogue, 400) {
            answer, house in
            try await every(answer.text.contains("text"), house.store.read("n", in: "notes")?.body == ["text": "n"])
        },
        Row("An array with what does not fit", .post, "/notes", #"[{"text":"x"},{"text":null}]"#, as: .writeCatalogue, 400),
        Row("The catalogue with a token for usage", .get, "/films", as: .readUsage, 403),
        Row("Usage with a token for the catalogue", .get, "/watches", as: .readCatalogue, 403),
        Row("Usage with its token", .get, "/watches", as: .readUsage, 200),
        Row("Usage is not written", .post, "/watches", "{}", as: .readUsage, 403),
        Row("What is for servers", .get, "/jobs", as: .writeCatalogue, 403),
        Row("Bulk writes are for servers", .delete, "/films/*?filter=%7B%22a%22:1%7D", as: .writeCatalogue, 403),
        Row("The tokens are not there", .get, "/tokens", 404) { answer, _ in answer.json["missing"] == "collection" },
        Row("No token is there", .get, "/tokens/x", as: .writeCatalogue, 404),
        Row("Tokens cannot be made", .post, "/tokens", "{}", 404),
        Row("The tokens cannot be described anew", .put, "/tokens", "{}", 404),
        Row("Tokens cannot be restored", .post, "/tokens/_restore", "[]", 404),
        Row("A reserved name of a document", .get, "/films/_x", 403),
        Row("A reserved name of a collection", .get, "/_x", 404),
        Row("Other databases are not spoken", .get, "/_schemas/x", 404),
        Row("Aggregations are not spoken", .get, "/films/_aggrs/x", 404),
        Row("A method that a resource has not", .put, "/films/_size", "{}", 405) { answer, _ in answer.headers[.allow] == "GET, HEAD" },
        Row("A method that a document has not", .post, "/films/a", "{}", 405) { answer, _ in
            answer.headers[.allow] == "DELETE, GET, HEAD, PATCH, PUT"
        },
        Row("OPTIONS", .options, "/films", 405),
        Row("TRACE", .trace, "/films", 405),
        Row("A form", .post, "/films", "a=1", [.contentType: "application/x-www-form-urlencoded"], 415),
        Row("A body of no type", .put, "/films/a", "{}", [.contentType: "text/plain"], 415),
        Row("JSON of a more exact kind", .put, "/films/a", "{}", [.contentType: "application/hal+json; charset=utf-8"], 200),
        Row("A body that is none", .put, "/films/a", "", 400),
        Row("A body that ends early", .put, "/films/a", #"{"a":"#, 400),
        Row("A NUL in a body", .put, "/films/a", #"{"a":"\u0000"}"#, 400),
        Row("Half of a surrogate pair in a body", .put, "/films/a", #"{"a":"\ud800"}"#, 400),
        Row("A name that stands twice in a body", .put, "/films/a", #"{"a":1,"a":2}"#, 400),
        Row("A number that is too large", .put, "/films/a", #"{"a":99999999999999999999}"#, 400),
        Row("A body that is too deep", .put, "/films/a", String(repeating: "[", count: 100), 400),
        Row("A page of another site", .post, "/films", "{}", [.origin: "http://evil.example"], 403),
    ]

    static let servers: [Row] = [
        Row("A collection is made", .put, "/new", #"{"indexes":[{"paths":["a","b"],"unique":true}],"searchable":["t"]}"#, 201) { _, house in
            _ = try await house.send(.post, "/new", #"{"a":1,"b":2,"t":"Golem"}"#)
            let twice = try await house.send(.post, "/new", #"{"a":1,"b":2}"#)
            let found = try await house.send(.get, "/new?filter=%7B%22_words%22:%7B%22$regex%22:%22%5Egol%22%7D%7D")
            return every(twice.json["conflict"] == ["paths": .array(["a", "b"])], found.ids.count == 1)
        },
        Row("A collection is made again", .put, "/films", #"{"indexes":[],"searchable":[]}"#, 200),
        Row("A collection that is made without a word stays as it is", .put, "/films", nil, 200) { _, house in
            try await house.send(.post, "/films", #"{"key":"k1"}"#).status == 409
        },
        Row("A collection of an impossible name", .put, "/a%20b", #"{"indexes":[]}"#, 400),
        Row("A collection with something unknown", .put, "/films", #"{"validator":{}}"#, 400),
        Row("Collections are made by servers", .put, "/new", "{}", as: .writeCatalogue, 404),
        Row("Collections are changed by servers", .put, "/films", "{}", as: .writeCatalogue, 403),
        Row("An index is made", .put, "/films/_indexes/title_1", #"{"keys":{"title":1},"ops":{"unique":true}}"#, 201) { _, house in
            try await house.send(.post, "/films", #"{"title":"Faust"}"#).json["conflict"] == ["paths": .array(["title"])]
        },
        Row("An index is called by its fields", .put, "/films/_indexes/mine", #"{"keys":{"year":1}}"#, 409),
        Row("An index is taken away", .delete, "/films/_indexes/key_1", 204) { _, house in
            try await house.send(.post, "/films", #"{"key":"k1"}"#).status == 201
        },
        Row("An index that is not there", .delete, "/films/_indexes/none_1", 404),
        Row("Changes", .get, "/_changes?since=0&limit=2", 200) { answer, _ in
            guard case .array(let changes)? = answer.json["changes"], changes.count == 2, case .int(let latest)? = answer.json["latest"]
            else {
                return false
            }
            return changes[0]["collection"] == "films" && changes[0]["id"] == "a" && changes[0]["kind"] == "written" && latest >= 4
                && changes[0]["at"]?.json.hasPrefix(#"{"$date":"#) == true
        },
        Row("Changes never tell of tokens", .get, "/_changes?since=0&limit=1000", 200) { answer, _ in
            guard case .array(let changes)? = answer.json["changes"] else { return false }
            return changes.count == 4 && changes.allSatisfy { $0["collection"] != "tokens" }
        },
        Row("Changes since something that is no position", .get, "/_changes?since=x", 400),
        Row("Changes are for servers", .get, "/_changes", as: .writeCatalogue, 403),
        Row(
            "Documents are restored exactly", .post, "/films/_restore",
            #"[{"_id":"a","_etag":{"$oid":"0123456789abcdef01234567"},"createdAt":{"$date":1},"updatedAt":{"$date":2},"x":1.0}]"#, 200
        ) { answer, house in
            let document = try await house.store.read("a", in: "films")
            return every(
                document?.etag.rawValue == Row.wrong, document?.createdAt.milliseconds == 1, document?.updatedAt.milliseconds == 2,
                document?.body.json == #"{"x":1.0}"#, answer.json == ["restored": 1])
        },
        Row(
            "Of restored documents one that must be unique is refused", .post, "/films/_restore",
            #"[{"_id":"z","_etag":{"$oid":"0123456789abcdef01234567"},"createdAt":{"$date":1},"updatedAt":{"$date":2},"key":"k1"}]"#, 409
        ) { answer, _ in answer.json["conflict"] == ["paths": .array(["key"])] },
        Row("A document to restore without its tag", .post, "/films/_restore", #"[{"_id":"a"}]"#, 400),
        Row("Restoring is for servers", .post, "/films/_restore", "[]", as: .writeCatalogue, 403),
        Row("A long question in a body", .post, "/films/_find", #"{"filter":{"year":{"$gt":1}},"sort":["-year"],"skip":1,"limit":1}"#, 200)
        {
            answer, _ in answer.ids == ["b"]
        },
        Row("A long question about the number", .post, "/films/_find", #"{"filter":{"year":{"$gt":1922}},"count":true}"#, 200) {
            answer, _ in
            answer.json == ["_size": 2]
        },
        Row("A question with something unknown", .post, "/films/_find", #"{"where":1}"#, 400),
        Row("A question for more than a page", .post, "/films/_find", #"{"limit":1001}"#, 400),
        Row("The description needs no token", .get, "/_openapi.json", as: nil, 200) { answer, _ in answer.json["openapi"] == "3.1.0" },
    ]
}

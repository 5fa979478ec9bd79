import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import Testing

@testable import Kinora

@Suite("The owner's dashboard", .timeLimit(.minutes(10)))
struct DashboardPageTests {
    @Test func showsWhatGoesOnAndNotWhatSomebodyWatches() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("<b>Harbour</b>", "FSK 6")
        let stream = LiveStream(feature: film.rawValue, session: "s", device: "Firefox <on> Linux", renewedAt: house.time.now)
        try await StreamLedger(limit: 4, store: house.store, time: house.time).hold(stream, of: house.ida.rawValue, replaces: false)

        let page = try await house.browser(as: house.grownUp).get("/dashboard").text

        #expect(page.contains("Ida") && page.contains("Firefox &lt;on&gt; Linux"))
        #expect(page.contains("&lt;b&gt;Harbour&lt;/b&gt;") && !page.contains("<b>Harbour"))
        #expect(page.split(separator: "<svg ").count > 3 && page.contains("<rect "))
        let watching = page.split(separator: "id=\"watching\"")[1].split(separator: "</section>")[0]
        #expect(!watching.contains("Harbour"))
    }

    @Test func isForTheOwnerAlone() async throws {
        let house = try await FamilyHouse()
        #expect(try await house.browser(as: house.grownUp).get("/dashboard").status == 200)
        #expect(try await house.browser(as: house.child).get("/dashboard").status != 200)
    }
}

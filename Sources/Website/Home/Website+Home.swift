import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore

/// The first page.
extension Website {
    func home(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (viewer, profile) = try visitor.viewer()
        let key = KeptHomes.Key(viewer, words)
        let position = try await keptHomes?.look()
        if let kept = keptHomes?.page(key, of: profile) {
            noteShown(kept.shown, to: profile)
            return pages.response(kept.body)
        }
        let made = try await homePage(visitor)
        let body = ByteBuffer(string: try pages.text("home", made.page, title: nil, section: .home, for: visitor))
        noteShown(made.shown, to: profile)
        if let position, made.page.empty == nil {
            keptHomes?.keep(KeptHomes.Kept(body: body, shown: made.shown), for: key, of: profile, since: position)
        }
        return pages.response(body)
    }

    private func homePage(_ visitor: Visitor) async throws -> (page: HomePage, shown: [RecommendedRows.Shown]) {
        let (viewer, profile) = try visitor.viewer()
        let shelves = try await shelves(visitor).settled()
        let names = try await listed(visitor, on: shelves)
        let press = self.press.with(list: Set(names))
        let cards = try await MyListPage.cards(Array(names.prefix(HomePage.perRow)), on: shelves, press)
        let continuing = try await ContinueShelf(watching.history, shelves, profile: profile, press)
        let recommended = try await recommendedRows(visitor, on: shelves, press)
        var page = try await HomePage(
            shelves, viewer.may(.runPreparation) ? desk : nil, continuing: continuing.cards, listed: cards,
            recommended: recommended?.rows ?? [], plan: homePlan.plan().shown(at: accounts.time.now), libraries: libraries, press)
        page.near = try await nearScreening(visitor, on: shelves)
        if viewer.may(.editCatalogue) { page.choose = Place.homeRows.address }
        return (page, recommended?.shown ?? [])
    }
}

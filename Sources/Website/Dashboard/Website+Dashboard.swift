import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraViewing

/// How the house stands, for its owner.
extension Website {
    func dashboard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        var page = try await DashboardPage(
            desk, shelves(visitor).settled(), accounts, streams: watching.permission.streams, trend: watching.trend, disks: await disks(),
            at: accounts.time.now, words)
        page.selling = billing == nil ? nil : SellingPlace.overview.address
        page.recommended = recommending == nil ? nil : Place.recommended.address
        var response = try pages.response("dashboard", page, title: words(.dashboard), section: .dashboard, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

import KinoraAccounts
import KinoraWebsite
import Synchronization

/// Makes whole addresses of the house's pages, for letters and for the owner. Where no `url` is set they name this machine, at the port that it
/// listens on, which may be known only once it does.
final class OwnAddress: Sendable {
    private let house: HouseAddress
    private let port: Mutex<Int>

    init(_ settings: Settings) {
        house = settings.url
        port = Mutex(settings.port)
    }

    func listens(on port: Int) { self.port.withLock { $0 = port } }

    var origin: String { house.origin(port: port.withLock { $0 }) }

    func link(to destination: Reception.Destination) -> String { origin + AccountPlace(destination).address }
}

import HTTPTypes
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia

/// Segments of packages, answered at once: a grant that was proved on the connection before, a file that is at hand. Everything else about a
/// request, and everything that is not plainly allowed, is for the router (`Delivery`, `PathDelivery`), which answers the same.
package struct QuickSegments: QuickAnswers {
    private let files: FilesAtHand
    private let grants: GrantSeal
    private let witness: (any ServingWitness)?

    init(files: FilesAtHand, grants: GrantSeal, witness: (any ServingWitness)?) {
        self.files = files
        self.grants = grants
        self.witness = witness
    }

    package func desk() -> any QuickDesk { Desk(self) }

    /// What one connection has shown. A browser sends the same cookies with each request, so they are looked at once.
    private final class Desk: QuickDesk {
        private static let media = SharedAddresses.media + "/"
        private static let granted = SharedAddresses.granted + "/"

        private let segments: QuickSegments
        private var shown = ""
        private var proved: [Grant] = []

        init(_ segments: QuickSegments) {
            self.segments = segments
        }

        func answer(to request: QuickRequest) -> QuickAnswer? {
            if request.path.hasPrefix(Self.media) {
                guard let cookies = request.cookies else { return nil }
                prove(cookies) { GrantCookie.grants(in: [.cookie: cookies]) }
                return answer(String(request.path.dropFirst(Self.media.count)), request.range, isSecretAddress: false)
            }
            guard request.path.hasPrefix(Self.granted) else { return nil }
            let parts = request.path.split(separator: "/", maxSplits: 2)
            guard parts.count == 3 else { return nil }
            prove(String(parts[1])) { [String(parts[1])] }
            return answer(String(parts[2]), request.range, isSecretAddress: true)
        }

        private func prove(_ text: String, _ grants: () -> [String]) {
            guard text != shown else { return }
            shown = text
            proved = grants().compactMap { segments.grants.grant($0) }
        }

        private func answer(_ name: String, _ range: String?, isSecretAddress: Bool) -> QuickAnswer? {
            guard let entry = segments.files.entry(name), isOpen(entry.package) else { return nil }
            let asked: (Range<Int64>, Bool)
            switch ByteRange(range, size: entry.size) {
            case .whole: asked = (0..<entry.size, false)
            case .part(let part): asked = (part, true)
            case .unsatisfiable: return nil
            }
            guard !asked.0.isEmpty else { return nil }
            segments.witness?.served(entry.package)
            return QuickAnswer(
                fields: entry.fields, file: entry.file, range: asked.0, part: asked.1 ? (asked.0, entry.size) : nil,
                isSecretAddress: isSecretAddress)
        }

        private func isOpen(_ package: PackageID) -> Bool {
            let now = segments.grants.now
            return proved.contains { $0.subject == .package(package) && now < $0.notAfter }
        }
    }
}

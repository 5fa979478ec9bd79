import KinoraCatalogue
import KinoraKernel

/// Makes grants into texts that nobody else can make, and reads them: the grant's bytes and their HMAC-SHA-256, as base64url. Nothing is
/// looked up for it, whichever of the house's servers made the grant.
package struct GrantSeal: Sendable {
    /// Characters; no grant of ours is longer.
    static let longest = 900
    private static let codeBytes = 32

    private let keys: HouseKeys
    private let time: any TimeSource

    package init(keys: HouseKeys, time: any TimeSource) {
        self.keys = keys
        self.time = time
    }

    package var now: Moment { time.now }

    /// Nil where something in the grant is longer than any name of ours.
    package func text(of grant: Grant) -> String? {
        grant.bytes.map { Base64URL.encode($0 + keys.mac($0, for: .grants)) }
    }

    /// The grant that a text proves; nil where it was not made with one of the house's keys, or is over. One of an address that somebody
    /// copied is none here: it opens nothing by itself.
    package func grant(_ text: some StringProtocol) -> Grant? { proved(text).flatMap { $0.isAddress ? nil : $0 } }

    /// The grant of an address that somebody copied. It opens what it names as long as the house's `AddressKeeper` says so.
    package func address(_ text: some StringProtocol) -> Grant? { proved(text).flatMap { $0.isAddress ? $0 : nil } }

    private func proved(_ text: some StringProtocol) -> Grant? {
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.decode(text), bytes.count > Self.codeBytes else { return nil }
        let (message, code) = (Array(bytes.dropLast(Self.codeBytes)), Array(bytes.suffix(Self.codeBytes)))
        guard keys.isValid(code, of: message, for: .grants), let grant = Grant(bytes: message), time.now < grant.notAfter else {
            return nil
        }
        return grant
    }

    /// Whether one of the texts opens this.
    func anyOpens(_ subject: StreamSubject, among texts: some Sequence<String>) -> Bool {
        texts.contains { grant($0)?.subject == subject }
    }
}

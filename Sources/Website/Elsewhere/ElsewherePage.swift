import KinoraCatalogue
import KinoraKernel
import KinoraMedia

/// Addresses of a film for players outside the browser.
struct ElsewherePage: Sendable {
    let heading: String
    let back: String
    let action: String
    let end: String
    /// One of each version, where there are several.
    let versions: [Choice]
    /// What was just made.
    let made: [Address]
    /// Until when it opens something.
    let until: String?
    /// How many others open something; nil for none.
    let others: String?

    struct Choice: Sendable {
        let value: String
        let label: String
    }

    struct Address: Sendable {
        let label: String
        let hint: String
        let id: String
        let address: String
    }

    /// - Parameters:
    ///   - folder: of what was just made, as a whole address; nil before.
    ///   - count: how many addresses of the member open something.
    init(_ feature: WatchedFeature, named title: String, back: Place, folder: String?, until: String?, count: Int, _ words: Words) {
        heading = words(.elsewhereOf, title)
        self.back = back.address
        action = Place.elsewhere(feature.kind, feature.id).address
        end = Place.endAddresses.address
        versions = feature.versions.enumerated().map { index, version in
            Choice(
                value: version.package.rawValue,
                label: [version.version ?? words(.versionPlain, String(index + 1)), words(.lines, String(version.height))]
                    .joined(separator: " · "))
        }
        made =
            folder.map { folder in
                [
                    Address(
                        label: words(.elsewhereHLS), hint: words(.elsewhereHLSHint), id: "hls", address: "\(folder)/\(PackageLayout.hls)"),
                    Address(
                        label: words(.elsewhereDASH), hint: words(.elsewhereDASHHint), id: "dash",
                        address: "\(folder)/\(PackageLayout.dash)"),
                ]
            } ?? []
        self.until = until.map { words(.elsewhereUntil, $0) }
        others = count == 0 ? nil : words.count(count, one: .elsewhereOne, many: .elsewhereMany)
    }
}

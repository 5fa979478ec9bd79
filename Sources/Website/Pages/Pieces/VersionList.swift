/// All versions of a feature.
struct VersionList: Sendable {
    let links: [VersionLink]
}

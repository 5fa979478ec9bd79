/// The packages that were used most recently, at most `limit` of them.
struct RecentPackages {
    /// About half a megabyte for a long film in many renditions, so some tens of megabytes at most.
    static let limit = 64

    typealias Opened = OpenedPackage

    private var packages: [PackageID: (opened: Opened, used: UInt64)] = [:]
    private var clock: UInt64 = 0

    mutating func find(_ id: PackageID) -> Opened? {
        guard let found = packages[id] else { return nil }
        clock += 1
        packages[id]?.used = clock
        return found.opened
    }

    mutating func add(_ opened: Opened, as id: PackageID) {
        clock += 1
        packages[id] = (opened, clock)
        if packages.count > Self.limit, let oldest = packages.min(by: { $0.value.used < $1.value.used }) {
            packages[oldest.key] = nil
        }
    }

    mutating func note(_ file: PackageFile, at path: String, of id: PackageID) {
        packages[id]?.opened.resolved[path] = file
    }

    mutating func remove(_ id: PackageID) {
        packages[id] = nil
    }
}

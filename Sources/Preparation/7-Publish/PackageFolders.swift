import Foundation
import KinoraKernel
import KinoraMedia

/// The folder of published packages as `PackageSweep` and `kinora doctor` see it. Everything blocks.
struct PackageFolders: Sendable {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// A package on its way out.
    struct Leftover: Hashable, Sendable {
        enum Stage: String, Sendable { case removing, removed }

        let package: PackageID
        let stage: Stage
        let path: String
    }

    /// Takes a package out of its place; nil when there is none, or when it was placed so lately that its title may be about to name it.
    func take(_ id: PackageID, olderThan youth: Duration) throws -> Leftover? {
        let place = "\(path)/\(PackageLayout.folder(of: id))"
        // While a package stands there no other can be put in its place.
        guard let age = FileTree.age(of: place), age >= youth else { return nil }
        return try move(place, to: name(of: id, .removing))
    }

    /// Whoever places a package names it within seconds.
    static let youth = Duration.seconds(60)

    /// Makes what a killed sweep left this attempt's; nil when another was faster.
    func takeOver(_ leftover: Leftover) throws -> Leftover? {
        try move(leftover.path, to: name(of: leftover.package, leftover.stage))
    }

    /// Gives a package its place again, if it is whole and the place is free.
    /// - Returns: whether the place holds the package now.
    func putBack(_ leftover: Leftover) throws -> Bool {
        let place = "\(path)/\(PackageLayout.folder(of: leftover.package))"
        guard leftover.stage == .removing, !FileTree.stands(place) else { return false }
        return rename(leftover.path, place) == 0
    }

    /// - Returns: false when another sweep took it over.
    func delete(_ leftover: Leftover) throws -> Bool {
        guard let doomed = try move(leftover.path, to: name(of: leftover.package, .removed)) else { return false }
        try FileTree.remove(doomed.path)
        return true
    }

    private func name(of id: PackageID, _ stage: Leftover.Stage) -> Leftover {
        let attempt = Identifier<PackageFolders>.make().rawValue.prefix(8)
        return Leftover(
            package: id, stage: stage, path: "\(path)/\(PackageLayout.folder(of: id)).\(stage.rawValue)-\(attempt)")
    }

    private func move(_ from: String, to leftover: Leftover) throws -> Leftover? {
        if rename(from, leftover.path) == 0 { return leftover }
        let code = errno
        if code == ENOENT { return nil }
        throw FileTree.trouble(leftover.path, code)
    }

    // MARK: - Looking

    /// What lies in the folder, by what it is.
    struct Listing: Sendable {
        var packages: [PackageID] = []
        var leftovers: [Leftover] = []
        /// Paths of what is none of Kinora's.
        var strangers: [String] = []
    }

    func leftovers() throws -> [Leftover] { try listing().leftovers }

    func listing() throws -> Listing {
        var listing = Listing()
        for shelf in try FileTree.names(in: path) {
            guard shelf.utf8.count == 2, shelf.utf8.allSatisfy(Self.isHexadecimal), FileTree.isFolder("\(path)/\(shelf)") else {
                listing.strangers.append("\(path)/\(shelf)")
                continue
            }
            for name in try FileTree.names(in: "\(path)/\(shelf)") { sort(name, on: shelf, into: &listing) }
        }
        return listing
    }

    private func sort(_ name: String, on shelf: String, into listing: inout Listing) {
        let full = "\(path)/\(shelf)/\(name)"
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let id = parts.first, Digest(hex: String(id)) != nil, id.hasPrefix(shelf), FileTree.isFolder(full) else {
            listing.strangers.append(full)
            return
        }
        let package = PackageID(String(id))
        guard parts.count == 2 else { return listing.packages.append(package) }
        guard let word = parts[1].split(separator: "-").first, let stage = Leftover.Stage(rawValue: String(word)) else {
            return listing.strangers.append(full)
        }
        listing.leftovers.append(Leftover(package: package, stage: stage, path: full))
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

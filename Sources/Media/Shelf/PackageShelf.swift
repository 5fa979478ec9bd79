import Dispatch
import Foundation
import KinoraKernel
import Synchronization

/// The published packages in their folder, for whoever serves them.
///
/// Contents are read once and kept for the packages used most recently. A path is answered only when the package lists it, letter by
/// letter; so `..`, absolute paths, encoded slashes, NUL and everything else unknown are refused without touching the disk, and what is
/// listed is answered only as a plain file that is reached without a symbolic link below the folder of packages.
package final class PackageShelf: Sendable {
    private let folder: String
    private let kept = Mutex(RecentPackages())
    /// Reading happens here, one package at a time, so that a hundred viewers who arrive together cause one read.
    private let reading = DispatchQueue(label: "kinora.package-shelf")

    package init(folder: String) {
        self.folder = folder
    }

    /// What the package contains; nil when there is no such package. Throws a `PackageProblem` when it cannot be read.
    package func contents(of id: PackageID) async throws -> PackageContents? {
        guard Self.isName(id) else { return nil }
        if let opened = kept.withLock({ $0.find(id) }) { return opened.contents }
        return try await offThePool { try self.open(id)?.contents }
    }

    /// A published package in the form in which it could be watched while it was made; nil when there is no such package.
    package func early(_ id: PackageID) async throws -> EarlyPackage? {
        guard let contents = try await contents(of: id) else { return nil }
        let folder = "\(folder)/\(PackageLayout.folder(of: id))"
        return try await offThePool { try EarlyPackage(contents, in: folder) }
    }

    /// The file behind a path of a package (already percent-decoded once, without a leading slash); nil when the package or the path is
    /// unknown. Throws a `PackageProblem` when a listed file is missing or damaged.
    package func file(_ path: String, of id: PackageID) async throws -> PackageFile? {
        guard Self.isName(id) else { return nil }
        if let opened = kept.withLock({ $0.find(id) }) {
            guard opened.files.contentTypes[path] != nil else { return nil }
            if let file = opened.resolved[path] { return file }
        }
        return try await offThePool { try self.resolve(path, of: id) }
    }

    /// Forgets what is kept of a package, for when its folder was removed.
    package func forget(_ id: PackageID) {
        kept.withLock { $0.remove(id) }
    }

    /// Names are digests; anything else is not looked for.
    private static func isName(_ id: PackageID) -> Bool {
        (8...64).contains(id.rawValue.utf8.count)
            && id.rawValue.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }

    private func offThePool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            reading.async { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }

    private func open(_ id: PackageID) throws -> RecentPackages.Opened? {
        if let opened = kept.withLock({ $0.find(id) }) { return opened }
        guard let opened = try OpenedPackage.read(id, in: folder) else { return nil }
        kept.withLock { $0.add(opened, as: id) }
        return opened
    }

    private func resolve(_ path: String, of id: PackageID) throws -> PackageFile? {
        guard let opened = try open(id), let type = opened.files.contentTypes[path] else { return nil }
        let file = try opened.file(path, type: type, of: id)
        kept.withLock { $0.note(file, at: path, of: id) }
        return file
    }
}

import Dispatch
import Foundation
import KinoraKernel
import Synchronization

/// Packages that are being made, for whoever serves them: read from the folders of their jobs, which another process may be writing.
package final class EarlyShelf: Sendable {
    private let folder: String
    private let kept = Mutex<[String: Kept]>([:])
    /// Reading happens here, one package at a time.
    private let reading = DispatchQueue(label: "kinora.early-shelf")

    /// Packages that are kept in memory; hardly more are made at once.
    private static let most = 16

    private struct Kept: Sendable {
        let stamps: [Stamp]
        let package: EarlyPackage
    }

    /// Tells one state of a file from another: drafts are replaced, never changed.
    private struct Stamp: Hashable, Sendable {
        let number: UInt64
        let size: Int64
        let changed: Int64

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            number = UInt64(status.st_ino)
            size = Int64(status.st_size)
            changed = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        }
    }

    /// - Parameter folder: holds a folder for each job.
    package init(folder: String) {
        self.folder = folder
    }

    /// The package of a job as far as it is; nil when there is nothing to be seen yet, or any more.
    package func package(of job: String) async throws -> EarlyPackage? {
        guard let layout = layout(of: job) else { return nil }
        return try await withCheckedThrowingContinuation { continuation in
            reading.async { continuation.resume(with: Result { try self.read(job, layout) }) }
        }
    }

    /// A file of the package of a job, if it is there: an absolute path.
    package func file(_ path: String, of job: String) -> String? {
        guard let layout = layout(of: job) else { return nil }
        let absolute = "\(layout.package)/\(path)"
        return access(absolute, R_OK) == 0 ? absolute : nil
    }

    /// Names of jobs are made by Kinora; anything else is not looked for.
    private func layout(of job: String) -> GrowthLayout? {
        let isName =
            (1...64).contains(job.utf8.count)
            && job.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 45 || $0 == 95 }
        return isName ? GrowthLayout(folder: "\(folder)/\(job)") : nil
    }

    private func read(_ job: String, _ layout: GrowthLayout) throws -> EarlyPackage? {
        guard let begun = Stamp(layout.beginning) else {
            kept.withLock { $0[job] = nil }
            return nil
        }
        let known = kept.withLock { $0[job] }
        if let known, stamps(of: known.package.contents.video.map(\.name), layout, begun) == known.stamps { return known.package }
        guard let beginning: PackageBeginning = Self.value(layout.beginning) else { return nil }
        let names = beginning.video.map(\.name)
        // Looked at before they are read: what is written meanwhile is read again next time.
        guard let stamps = stamps(of: names, layout, begun) else { return nil }
        var drafts: [String: VideoDraft] = [:]
        for name in names { drafts[name] = Self.value(layout.draft(name)) }
        let package = try EarlyPackage(
            beginning, drafts, in: layout.package, begun: Moment(milliseconds: begun.changed),
            changed: Moment(milliseconds: stamps.map(\.changed).max() ?? begun.changed))
        kept.withLock { kept in
            if kept.count >= Self.most, kept[job] == nil, let other = kept.keys.first { kept[other] = nil }
            kept[job] = package.map { Kept(stamps: stamps, package: $0) }
        }
        return package
    }

    /// Nil while a rendition has no pictures.
    private func stamps(of names: [String], _ layout: GrowthLayout, _ begun: Stamp) -> [Stamp]? {
        let stamps = names.compactMap { Stamp(layout.draft($0)) }
        return stamps.count == names.count ? [begun] + stamps : nil
    }

    private static func value<Value: Decodable>(_ path: String) -> Value? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
    }
}

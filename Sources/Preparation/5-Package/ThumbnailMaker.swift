import Foundation
import KinoraKernel
import KinoraMedia

/// Makes the small pictures of a package, from the key pictures of its smallest rendition.
struct ThumbnailMaker: Sendable {
    let folder: String
    let encoder: any Encoder

    /// - Returns: nil when they cannot be made; the film is worth watching without them.
    func make(for contents: PackageContents) async throws -> Thumbnails? {
        guard let rendition = Self.smallest(contents.video), let plan = ThumbnailPlan(rendition, duration: contents.duration) else {
            return nil
        }
        let place = "\(folder)/\(PackageLayout.thumbnailFolder)"
        do {
            try await BlockingWork.run { _ in
                try FileTree.remove(place)
                try FileTree.makeFolder(place)
            }
            _ = try await encoder.run(.thumbnails(of: "\(folder)/\(rendition.path)", plan, in: place)) { _ in }
            return plan.thumbnails(try await BlockingWork.run { _ in try sheets(plan) })
        } catch Trouble.toolFailed {
            try await BlockingWork.run { _ in try FileTree.remove(place) }
            return nil
        }
    }

    /// H.264 where there is any: its decoder leaves out all but key pictures without looking at them.
    static func smallest(_ video: [VideoRendition]) -> VideoRendition? {
        let usual = video.filter { $0.codec.hasPrefix("avc") }
        return (usual.isEmpty ? video : usual).min { $0.width * $0.height < $1.width * $1.height }
    }

    private func sheets(_ plan: ThumbnailPlan) throws -> [StillImage] {
        try (1...plan.sheets).map { number in
            let path = PackageLayout.thumbnailSheet(number)
            let absolute = "\(folder)/\(path)"
            guard FileManager.default.fileExists(atPath: absolute) else {
                throw Trouble.toolFailed(name: "ffmpeg", reason: "it made fewer small pictures than it was asked for")
            }
            let file = try RandomAccessFile(path: absolute)
            return StillImage(path: path, size: file.size, digest: try file.digest())
        }
    }
}

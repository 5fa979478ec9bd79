import Foundation
import KinoraKernel
import KinoraMedia

/// Finds a picture of the film for pages that have no artwork: one that is neither dark nor empty.
///
/// 1. Key pictures from a tenth to a third of the film are looked at in miniature, in the smallest rendition: all have the same.
/// 2. The one with the most contrast wins, and is taken of the largest; nearly black and nearly white ones only if there is nothing else.
struct StillChooser: Sendable {
    let folder: String
    let encoder: any Encoder

    static let places = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]
    static let name = "still.jpg"
    /// Brightness alone, 64×36 bytes.
    private static let form = "scale=64:36,format=gray"

    /// - Returns: nil when no picture can be taken.
    func choose(for contents: PackageContents) async throws -> StillImage? {
        guard let rendition = contents.video.first, let small = ThumbnailMaker.smallest(contents.video) else { return nil }
        let moments = Self.places.map { $0 * Double(contents.duration) / 1000 }
        let picture = "\(folder)/still-part.jpg"
        do {
            guard let moment = try await best(of: moments, in: "\(folder)/\(small.path)") else { return nil }
            _ = try await encoder.run(.still(of: "\(folder)/\(rendition.path)", at: moment, picture: picture)) { _ in }
        } catch let trouble as Trouble where trouble.isWorthRetrying {
            return nil
        }
        return try await BlockingWork.run { [folder] _ in
            guard try RandomAccessFile(path: picture).size > 0 else {
                try FileTree.remove(picture)
                return nil
            }
            try FileTree.rename(picture, to: "\(folder)/\(Self.name)")
            let file = try RandomAccessFile(path: "\(folder)/\(Self.name)")
            return StillImage(path: Self.name, size: file.size, digest: try file.digest())
        }
    }

    private func best(of moments: [Double], in film: String) async throws -> Double? {
        let paths = moments.indices.map { "\(folder)/still-\($0).gray" }
        _ = try await encoder.run(.miniatures(of: film, at: moments, form: Self.form, to: paths)) { _ in }
        return try await BlockingWork.run { _ in
            var best: (moment: Double, score: Double)?
            for (moment, path) in zip(moments, paths) {
                let score = Self.score(FileManager.default.contents(atPath: path) ?? Data())
                if score > best?.score ?? 0 { best = (moment, score) }
                try FileTree.remove(path)
            }
            return best?.moment
        }
    }

    /// How much there is to see in a miniature of brightness values: their spread, much less in the dark and in blinding light.
    static func score(_ miniature: Data) -> Double {
        guard !miniature.isEmpty else { return 0 }
        let count = Double(miniature.count)
        let mean = miniature.reduce(0.0) { $0 + Double($1) } / count
        let spread = (miniature.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count).squareRoot()
        return (40...215).contains(mean) ? spread + 1 : spread / 10 + 0.1
    }
}

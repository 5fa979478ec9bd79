import Foundation
import KinoraKernel
import KinoraMedia

/// Finds a picture of the film for pages that have no artwork: one that is neither dark nor empty.
///
/// 1. Key pictures from a tenth to a third of the film are looked at in miniature.
/// 2. The one with the most contrast wins; nearly black and nearly white ones only if there is nothing else.
struct StillChooser: Sendable {
    let folder: String
    let encoder: any Encoder

    static let places = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]
    static let name = "still.jpg"

    /// - Returns: nil when no picture can be taken.
    func choose(for contents: PackageContents) async throws -> StillImage? {
        guard let rendition = contents.video.first else { return nil }
        let source = "\(folder)/\(rendition.path)"
        let seconds = Double(contents.duration) / 1000
        var best: (path: String, score: Double)?
        var made: [String] = []
        for (index, place) in Self.places.enumerated() {
            let picture = "\(folder)/still-\(index).jpg"
            let miniature = "\(folder)/still-\(index).gray"
            made += [picture, miniature]
            do {
                let command = EncodeCommand.still(of: source, at: seconds * place, picture: picture, miniature: miniature)
                _ = try await encoder.run(command) { _ in }
            } catch let trouble as Trouble where trouble.isWorthRetrying {
                continue
            }
            let score = Self.score(FileManager.default.contents(atPath: miniature) ?? Data())
            if score > best?.score ?? 0 { best = (picture, score) }
        }
        let chosen = best?.path
        return try await BlockingWork.run { [folder, made] _ in
            if let chosen { try FileTree.rename(chosen, to: "\(folder)/\(Self.name)") }
            for path in made { try FileTree.remove(path) }
            guard chosen != nil else { return nil }
            let file = try RandomAccessFile(path: "\(folder)/\(Self.name)")
            return StillImage(path: Self.name, size: file.size, digest: try file.digest())
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

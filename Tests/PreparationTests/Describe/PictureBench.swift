import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraMediaTools
import Logging

@testable import KinoraPreparation

/// A shelf in a temporary folder, and real pictures made by ffmpeg.
struct PictureBench {
    let folder: URL
    let shelf: ArtworkShelf
    let encoder = FFmpegEncoder(patience: .seconds(300))

    var mill: PictureMill { PictureMill(encoder: encoder, shelf: shelf) }
    var shelved: String { folder.appending(path: "artwork").path }

    init() throws {
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "kinora-picture-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        shelf = ArtworkShelf(folder: folder.appending(path: "artwork").path)
    }

    var tagReader: FFprobeTagReader { FFprobeTagReader() }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// The names on the shelf.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: shelved).sorted() } }

    /// A picture of a lavfi source, in a file of the given name.
    func picture(_ source: String, _ name: String, _ more: [String] = []) async throws -> [UInt8] {
        try await run(["-f", "lavfi", "-i", source, "-frames:v", "1"] + more, to: name)
        return Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    func run(_ arguments: [String], to name: String) async throws {
        let all = ["-hide_banner", "-nostdin", "-y", "-v", "error"] + arguments + [path(name)]
        _ = try await encoder.run(EncodeCommand(arguments: all, outputs: [path(name)], isQuiet: true)) { _ in }
    }

    /// The picture on the shelf as red, green and blue bytes of so many pixels.
    func pixels(_ file: String, _ width: Int, _ height: Int) async throws -> [UInt8] {
        try await run(
            ["-i", "\(shelved)/\(file)", "-vf", "scale=\(width):\(height):flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24"], to: "raw")
        return Array(try Data(contentsOf: URL(filePath: path("raw"))))
    }
}

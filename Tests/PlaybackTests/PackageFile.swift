import Foundation
import KinoraMedia

/// Reading a published package as a test does: from its folder, with nobody's help.
enum PackageFile {
    static func read(in folder: URL) throws -> PackageContents {
        try JSONDecoder().decode(PackageContents.self, from: Data(contentsOf: folder.appendingPathComponent("package.json")))
    }

    /// The last `out_time_us` of ffmpeg's progress, in seconds.
    static func lastProgress(in output: String) -> Double? {
        output.split(separator: "\n").last { $0.hasPrefix("out_time_us=") }.flatMap { Double($0.dropFirst("out_time_us=".count)) }.map {
            $0 / 1_000_000
        }
    }
}

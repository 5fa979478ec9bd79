import Foundation
import KinoraMedia
import Testing

/// Asks ffprobe whether the tracks of a package run without gap or overlap, begin together and end together.
enum Timeline {
    static func check(_ package: URL) async throws {
        let contents = try PackageFile.read(in: package)
        #expect(!contents.video.isEmpty)
        let offset = Double(contents.presentationOffset) / 90_000
        let duration = Double(contents.duration) / 1000
        for rendition in contents.video {
            let packets = try await packets(of: package.appendingPathComponent(rendition.path))
            let frame = 1 / rendition.frameRate.perSecond
            let times = packets.map(\.pts).sorted()
            let first = try #require(times.first)
            #expect(abs(first - offset) < 0.001, "\(rendition.path) begins at \(first), not \(offset)")
            #expect(zip(times, times.dropFirst()).allSatisfy { abs($1 - $0 - frame) < 0.0006 }, "\(rendition.path) has a gap or overlap")
            #expect(zip(packets, packets.dropFirst()).allSatisfy { $0.dts < $1.dts }, "\(rendition.path) decodes out of order")
            #expect(abs(Double(times.count) * frame - duration) < 0.05, "\(rendition.path): \(times.count) frames for \(duration) s")
        }
        for rendition in contents.audio {
            let packets = try await packets(of: package.appendingPathComponent(rendition.path))
            let steps = zip(packets, packets.dropFirst()).map { $1.pts - $0.pts }
            let length = 1024 / Double(rendition.sampleRate)
            #expect(steps.allSatisfy { abs($0 - length) < 0.0006 }, "\(rendition.path) has a gap or overlap")
            let last = try #require(packets.last)
            #expect(
                abs(last.pts + length - offset - duration) < 0.15, "\(rendition.path) ends \(last.pts + length - offset - duration) s off")
        }
        let boundaries = contents.video.map { rendition in
            rendition.track.segments.map { Double($0.duration) / Double(rendition.track.timescale) }
        }
        for other in boundaries.dropFirst() {
            #expect(other.count == boundaries[0].count, "renditions differ in their segments")
            #expect(zip(other, boundaries[0]).allSatisfy { abs($0 - $1) < 0.0006 }, "renditions' boundaries differ")
        }
    }

    private struct Packet {
        var pts: Double
        var dts: Double
    }

    private static func packets(of file: URL) async throws -> [Packet] {
        let outcome = try await Tool.run(
            "ffprobe", ["-v", "error", "-show_entries", "packet=pts_time,dts_time", "-of", "csv=p=0", "file:" + file.path])
        #expect(outcome.succeeded && outcome.error.isEmpty, "\(file.lastPathComponent): \(outcome.error)")
        return outcome.output.split(separator: "\n").compactMap { line in
            let numbers = line.split(separator: ",").compactMap { Double($0) }
            return numbers.count >= 2 ? Packet(pts: numbers[0], dts: numbers[1]) : nil
        }
    }
}

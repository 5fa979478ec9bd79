import Foundation
import KinoraKernel
import KinoraMedia

/// Chooses a picture of the film itself, for titles that nobody has a picture of.
///
/// 1. Key pictures from the film's first third to its second, away from the opening and the end, are looked at in miniature.
/// 2. Bars that are black in all of them are cut off.
/// 3. The one with the best score wins; of equals, the first (`FrameScore`).
/// It is taken of what was prepared: that is upright, has square pixels and ordinary colours, and is there even when the original is not.
struct FrameChooser: Sendable {
    let encoder: any Encoder

    static let candidates = 16
    /// Parts of the film's length.
    static let span = 0.06...0.66
    static let side = 160

    /// - Parameters:
    ///   - film: an absolute path; width and height are its pictures', duration its length in seconds.
    ///   - small: the same film with smaller pictures, where there is one: miniatures of it cost less.
    ///   - folder: for miniatures.
    /// - Returns: nil when there is nothing to see.
    func choose(
        from film: String, orSmaller small: String? = nil, width: Int, height: Int, duration: Double, in folder: String
    ) async throws -> PictureInput? {
        let moments = (0..<Self.candidates).map { number in
            let part = Double(number) / Double(Self.candidates - 1)
            return duration * (Self.span.lowerBound + part * (Self.span.upperBound - Self.span.lowerBound))
        }
        let looked = try await look(at: small ?? film, moments, in: folder)
        let bars = FrameBars.around(looked.map(\.miniature))
        let measures = looked.map { $0.miniature.measures(bars) }
        var best: (score: Double, moment: Double)?
        for (index, measure) in measures.enumerated() {
            let score = FrameScore.of(measure, among: measures)
            if score > best?.score ?? FrameScore.least { best = (score, looked[index].moment) }
        }
        guard let best else { return nil }
        return Self.input(film, at: best.moment, bars, width: width, height: height)
    }

    private static let form = "scale=\(side):\(side):flags=area:out_range=full,format=rgb24"

    private func look(
        at film: String, _ moments: [Double], in folder: String
    ) async throws -> [(moment: Double, miniature: FrameMiniature)] {
        let paths = moments.indices.map { "\(folder)/miniature-\($0)" }
        do {
            _ = try await encoder.run(.miniatures(of: film, at: moments, form: Self.form, to: paths)) { _ in }
        } catch Trouble.toolFailed {
            return []
        }
        return try await BlockingWork.run { _ in
            try zip(moments, paths).compactMap { moment, path in
                let bytes = try SmallFile.read(FilePath(text: path), atMost: Self.side * Self.side * 3)
                try FileTree.remove(path)
                return FrameMiniature(rgb: bytes, side: Self.side).map { (moment, $0) }
            }
        }
    }

    private static func input(_ film: String, at moment: Double, _ bars: FrameBars, width: Int, height: Int) -> PictureInput {
        let arguments = EncodeCommand.frameInput(film, at: moment)
        guard !bars.isEmpty else { return PictureInput(arguments: arguments, filters: [], width: width, height: height) }
        let inner = bars.crop(width: width, height: height, side: side)
        guard inner.width >= PictureMill.shortestSide, inner.height >= PictureMill.shortestSide else {
            return PictureInput(arguments: arguments, filters: [], width: width, height: height)
        }
        let crop = "crop=\(inner.width):\(inner.height):\(inner.x):\(inner.y)"
        return PictureInput(arguments: arguments, filters: [crop], width: inner.width, height: inner.height)
    }
}

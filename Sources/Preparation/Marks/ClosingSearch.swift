import Foundation

/// Finds where the closing credits of a film begin from its pictures and its sound alone: where it becomes dark in a silence near the end
/// and stays dark but for letters.
///
/// A film that is dark throughout, one whose credits run over bright pictures, and one without a pause before them give nothing: a wrong
/// mark is worse than none.
package enum ClosingSearch {
    /// Seconds from one picture to the next.
    package static let pictureStep = 2.0
    /// Size of the miniatures that are looked at, in bytes of brightness.
    package static let (width, height) = (32, 18)
    /// Samples of sound in a second, 16 bits each.
    package static let soundRate = 4000

    /// Brightness that counts as dark, of 255.
    private static let dark: UInt8 = 48
    /// The share of a picture of credits that is dark.
    private static let darkShare = 0.7
    /// The share of pictures that are dark from the beginning of the credits on: a last scene may interrupt them.
    private static let staying = 0.85
    /// The share that may be dark in the minute before.
    private static let before = 0.5
    private static let minute = 30
    /// Seconds that credits last at least.
    private static let shortest = 20.0
    /// Loudness of a silence, as the root of the mean square of 16-bit samples: -50 dBFS.
    private static let silence = 104.0
    /// Seconds.
    private static let shortestSilence = 0.3
    private static let window = 0.1
    /// Seconds around the first dark picture in which the silence lies; key pictures stand four seconds apart.
    private static let around = -7.0...4.0

    /// - Parameters:
    ///   - pictures: miniatures, one after the other.
    ///   - sound: mono.
    /// - Returns: seconds behind the first picture.
    package static func beginning(pictures: Data, sound: [Int16]) -> Double? {
        let isDark = darkness(pictures)
        guard let first = firstDark(isDark) else { return nil }
        let moment = Double(first) * pictureStep
        let silences = silences(sound).filter { around.contains($0.lowerBound - moment) || around.contains($0.upperBound - moment) }
        guard let nearest = silences.min(by: { abs($0.upperBound - moment) < abs($1.upperBound - moment) }) else { return nil }
        return nearest.lowerBound
    }

    private static func darkness(_ pictures: Data) -> [Bool] {
        let size = width * height
        let bytes = [UInt8](pictures)
        return (0..<bytes.count / size).map { picture in
            let count = bytes[picture * size..<(picture + 1) * size].count { $0 <= dark }
            return Double(count) >= darkShare * Double(size)
        }
    }

    /// The first picture from which on it is dark, nearly without a break, after pictures that were not.
    private static func firstDark(_ isDark: [Bool]) -> Int? {
        var darkBehind = 0
        var found: Int?
        for place in isDark.indices.reversed() {
            if isDark[place] { darkBehind += 1 }
            let length = isDark.count - place
            guard isDark[place], place > 0, !isDark[place - 1], Double(length) * pictureStep >= shortest,
                Double(darkBehind) >= staying * Double(length)
            else { continue }
            let earlier = isDark[max(0, place - minute)..<place]
            if Double(earlier.count { $0 }) <= before * Double(earlier.count) { found = place }
        }
        return found
    }

    private static func silences(_ sound: [Int16]) -> [ClosedRange<Double>] {
        let size = Int(Double(soundRate) * window)
        var (found, began): ([ClosedRange<Double>], Int?) = ([], nil)
        let count = sound.count / size
        for piece in 0...count {
            let isSilent = piece < count && loudness(sound[piece * size..<(piece + 1) * size]) <= silence
            if isSilent, began == nil { began = piece }
            if !isSilent, let start = began {
                if Double(piece - start) * window >= shortestSilence { found.append(Double(start) * window...Double(piece) * window) }
                began = nil
            }
        }
        return found
    }

    private static func loudness(_ samples: ArraySlice<Int16>) -> Double {
        (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))).squareRoot()
    }
}

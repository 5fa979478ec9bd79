import Foundation
import KinoraPreparation
import Testing

@Suite("Where closing credits begin by what is seen and heard")
struct ClosingSearchTests {
    private static let size = ClosingSearch.width * ClosingSearch.height

    /// Pictures of one brightness; of credits a tenth is bright.
    private func pictures(_ kinds: [(count: Int, isDark: Bool)]) -> Data {
        kinds.reduce(into: Data()) { data, kind in
            for _ in 0..<kind.count {
                let letters = kind.isDark ? Self.size / 10 : 0
                data += Data(repeating: 230, count: letters) + Data(repeating: kind.isDark ? 17 : 120, count: Self.size - letters)
            }
        }
    }

    /// Noise with silences in it.
    private func sound(seconds: Double, silences: [ClosedRange<Double>]) -> [Int16] {
        (0..<Int(seconds * Double(ClosingSearch.soundRate))).map { sample in
            let time = Double(sample) / Double(ClosingSearch.soundRate)
            return silences.contains { $0.contains(time) } ? Int16(sample % 3) : Int16(truncatingIfNeeded: sample &* 7919) / 16
        }
    }

    @Test("is the silence at which it becomes dark and stays so")
    func found() throws {
        // 100 s of film, then 60 s of credits.
        let found = ClosingSearch.beginning(
            pictures: pictures([(50, false), (30, true)]), sound: sound(seconds: 160, silences: [20...21, 98.5...99.5, 130...132]))
        #expect(abs(try #require(found) - 98.5) < 0.3)
    }

    @Test("may be interrupted by a last picture")
    func interrupted() {
        let found = ClosingSearch.beginning(
            pictures: pictures([(50, false), (20, true), (2, false), (20, true)]), sound: sound(seconds: 184, silences: [99...100]))
        #expect(found != nil)
    }

    @Test("is not told without a silence, in a film that is dark throughout, for a short darkness, and without anything to see")
    func unknown() {
        let silence = [99.0...100.0]
        #expect(ClosingSearch.beginning(pictures: pictures([(50, false), (30, true)]), sound: sound(seconds: 160, silences: [])) == nil)
        #expect(ClosingSearch.beginning(pictures: pictures([(80, true)]), sound: sound(seconds: 160, silences: silence)) == nil)
        #expect(
            ClosingSearch.beginning(
                pictures: pictures([(30, true), (1, false), (30, true)]), sound: sound(seconds: 122, silences: [60...62])) == nil)
        #expect(
            ClosingSearch.beginning(pictures: pictures([(50, false), (5, true)]), sound: sound(seconds: 110, silences: silence)) == nil)
        #expect(
            ClosingSearch.beginning(
                pictures: pictures([(50, false), (20, true), (30, false)]), sound: sound(seconds: 200, silences: silence))
                == nil)
        #expect(ClosingSearch.beginning(pictures: Data(), sound: []) == nil)
    }
}

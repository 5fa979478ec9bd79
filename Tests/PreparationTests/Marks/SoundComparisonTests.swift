import Foundation
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("What the sounds of two films have in common", .timeLimit(.minutes(10)))
struct SoundComparisonTests {
    private static let encodings: [(ending: String, arguments: [String])] = [
        ("m4a", ["-c:a", "aac", "-b:a", "96k"]), ("mp3", ["-af", "volume=-6dB", "-c:a", "libmp3lame", "-b:a", "96k"]),
        ("ogg", ["-ar", "48000", "-c:a", "libvorbis"]),
    ]

    /// The fingerprints of sounds, each in another encoding.
    private func heard(_ sounds: [[Float]]) async throws -> [Soundprint.Stretch] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-sounds-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var found: [Soundprint.Stretch] = []
        for (number, sound) in sounds.enumerated() {
            let encoding = Self.encodings[number % Self.encodings.count]
            let path = "\(folder)/\(number).\(encoding.ending)"
            try await MadeSound.write(sound, to: path, encoding.arguments)
            try await FilmClip.ffmpeg(["-i", path, "-ac", "1", "-f", "chromaprint", "-fp_format", "raw", "\(folder)/\(number).raw"])
            found.append(Soundprint.Stretch(start: 0, raw: try Data(contentsOf: URL(filePath: "\(folder)/\(number).raw"))))
        }
        return found
    }

    private func common(_ first: Soundprint.Stretch, _ second: Soundprint.Stretch) throws -> SoundComparison.Common? {
        try SoundComparison.common(first, second, length: 15...120, .init())
    }

    @Test("is the tune of the series, within a second, wherever it stands and however it was encoded")
    func tune() async throws {
        let tune = MadeSound.tune(7, seconds: 20)
        let places = [12.3, 71.7, 33.1]
        var made: [[Float]] = []
        for (number, place) in places.enumerated() {
            let before = MadeSound.talk(UInt64(100 + number), seconds: place)
            made.append(before + tune)
            made[number] += MadeSound.talk(UInt64(200 + number), seconds: 100 - place)
        }
        let sounds = try await heard(made)
        for (first, second) in [(0, 1), (1, 2), (2, 0)] {
            let found = try #require(try common(sounds[first], sounds[second]), "\(first) and \(second)")
            for (range, place) in [(found.first, places[first]), (found.second, places[second])] {
                let (early, late) = (range.lowerBound - place, range.upperBound - place - 20)
                #expect(abs(early) <= 1 && abs(late) <= 1, "\(range) instead of \(place)")
                print("The tune at \(place) s: its beginning was found with an error of \(early) s, its end of \(late) s")
            }
        }
    }

    @Test("is nothing where there is no tune")
    func nothing() async throws {
        let made = (0..<3).map { (number: Int) -> [Float] in MadeSound.talk(UInt64(300 + number), seconds: 120) }
        let sounds = try await heard(made)
        #expect(try common(sounds[0], sounds[1]) == nil)
        #expect(try common(sounds[1], sounds[2]) == nil)
    }

    @Test("is nothing where all of them are silent or hold a tone for a while")
    func emptySounds() async throws {
        var made: [[Float]] = []
        for number in 0..<3 {
            var sound = MadeSound.talk(UInt64(400 + number), seconds: 10 + Double(number) * 7.3)
            sound += MadeSound.silence(seconds: 40)
            sound += MadeSound.talk(UInt64(500 + number), seconds: 15)
            sound += MadeSound.tone(440, seconds: 30)
            sound += MadeSound.talk(UInt64(600 + number), seconds: 20)
            made.append(sound)
        }
        let sounds = try await heard(made)
        for (first, second) in [(0, 1), (1, 2), (2, 0)] {
            let found = try common(sounds[first], sounds[second])
            #expect(found == nil, "\(first) and \(second)")
        }
    }

    @Test("is nothing where it is shorter or longer than a tune is")
    func length() async throws {
        let (short, long) = (MadeSound.tune(8, seconds: 8), MadeSound.tune(9, seconds: 140))
        var made: [[Float]] = []
        for (number, tune) in [short, short, long, long].enumerated() {
            var sound = MadeSound.talk(UInt64(700 + number), seconds: 20)
            sound += tune
            sound += MadeSound.talk(UInt64(800 + number), seconds: 30)
            made.append(sound)
        }
        let sounds = try await heard(made)
        #expect(try common(sounds[0], sounds[1]) == nil)
        #expect(try common(sounds[2], sounds[3]) == nil)
    }

    @Test("is nothing where one of them hardly sounds at all, and looking can be broken off")
    func bounds() async throws {
        let empty = Soundprint.Stretch(start: 0, items: [])
        let some = Soundprint.Stretch(start: 0, items: (0..<500).map { UInt32($0) &* 2_654_435_761 })
        #expect(try common(empty, some) == nil)
        #expect(try common(some, empty) == nil)
        let stopped = BlockingWork.Cancellation()
        stopped.cancel()
        #expect(throws: CancellationError.self) { try SoundComparison.common(some, some, length: 15...120, stopped) }
    }
}

import Foundation

/// Sounds of a series that never was: a tune, and people who talk. The same seed makes the same sound.
struct MadeSound {
    static let rate = 11_025
    private var state: UInt64

    private init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func random(_ range: Range<Double>) -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return range.lowerBound + Double(state >> 11) / Double(1 << 53) * (range.upperBound - range.lowerBound)
    }

    /// Notes of three tenths of a second or so over a bass.
    static func tune(_ seed: UInt64, seconds: Double) -> [Float] {
        var made = MadeSound(seed: seed)
        return made.notes(seconds) { made in
            let length = made.random(0.2..<0.6)
            let high = 220 * pow(2, made.random(0..<25).rounded(.down) / 12)
            let low = 110 * pow(2, made.random(0..<13).rounded(.down) / 12)
            return (length, [(high, 0.2), (high * 2, 0.1), (high * 3, 0.07), (low, 0.14)], 3, 0)
        }
    }

    /// Syllables with pauses between them, and a little noise.
    static func talk(_ seed: UInt64, seconds: Double) -> [Float] {
        var made = MadeSound(seed: seed)
        return made.notes(seconds) { made in
            let voice = made.random(90..<250)
            let parts = (0..<6).map { _ in (voice * made.random(1..<16).rounded(.down), made.random(0.01..<0.12)) }
            let length = made.random(0.1..<0.5)
            return (length, made.random(0..<1) < 0.15 ? [] : parts, 1, 0.03)
        }
    }

    private typealias Note = (length: Double, parts: [(frequency: Double, amplitude: Double)], decay: Double, noise: Double)

    private mutating func notes(_ seconds: Double, _ next: (inout MadeSound) -> Note) -> [Float] {
        let count = Int(seconds * Double(Self.rate))
        var samples: [Float] = []
        samples.reserveCapacity(count)
        while samples.count < count {
            let note = next(&self)
            // Each part turns by a fixed angle: two multiplications a sample instead of a sine.
            var turns = note.parts.map { part in
                let angle = 2 * Double.pi * part.frequency / Double(Self.rate)
                return (sine: 0.0, cosine: part.amplitude, turnSine: sin(angle), turnCosine: cos(angle))
            }
            let fading = exp(-note.decay / Double(Self.rate))
            var loudness = 1.0
            for _ in 0..<min(Int(note.length * Double(Self.rate)), count - samples.count) {
                var sum = note.noise == 0 ? 0 : random(-note.noise..<note.noise)
                for index in turns.indices {
                    let turn = turns[index]
                    turns[index].sine = turn.sine * turn.turnCosine + turn.cosine * turn.turnSine
                    turns[index].cosine = turn.cosine * turn.turnCosine - turn.sine * turn.turnSine
                    sum += turns[index].sine
                }
                samples.append(Float(sum * loudness))
                loudness *= fading
            }
        }
        return samples
    }

    static func silence(seconds: Double) -> [Float] { [Float](repeating: 0, count: Int(seconds * Double(rate))) }

    static func tone(_ frequency: Double, seconds: Double) -> [Float] {
        (0..<Int(seconds * Double(rate))).map { Float(0.3 * sin(2 * Double.pi * frequency * Double($0) / Double(rate))) }
    }

    /// Writes bare samples, 32-bit floating point, and encodes them.
    static func write(_ samples: [Float], to path: String, _ encoding: [String]) async throws {
        let raw = path + ".f32"
        try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: raw))
        try await FilmClip.ffmpeg(["-f", "f32le", "-ar", String(rate), "-ac", "1", "-i", raw] + encoding + [path])
        try FileManager.default.removeItem(atPath: raw)
    }
}

import KinoraPreparation
import Testing

@testable import KinoraMediaTools

@Suite("One loudness for every film")
struct LoudnessTests {
    @Test("One gain brings the whole track to -23 LUFS")
    func gain() {
        #expect(Loudness.change(for: SoundLevel(loudness: -31.2, peak: -14)) == .init(gain: 8.2, isLimited: false))
        #expect(Loudness.change(for: SoundLevel(loudness: -9, peak: 0.5)) == .init(gain: -14, isLimited: false))
    }

    @Test("Peaks that the gain would lift too high are limited, and only so far")
    func peaks() {
        #expect(Loudness.change(for: SoundLevel(loudness: -27, peak: -1)) == .init(gain: 4, isLimited: true))
        #expect(Loudness.change(for: SoundLevel(loudness: -45, peak: -2)) == .init(gain: 7, isLimited: true))
    }

    @Test("Where less gain is right as well, nothing is limited")
    func spared() {
        #expect(Loudness.change(for: SoundLevel(loudness: -34.2, peak: -13.6)) == .init(gain: 10.6, isLimited: false))
        #expect(Loudness.change(for: SoundLevel(loudness: -34.2, peak: -13.44)) == .init(gain: 11.2, isLimited: true))
        let changed = Loudness.change(for: SoundLevel(loudness: -33, peak: -12.36))
        #expect(changed == .init(gain: 9.3, isLimited: false))
        #expect(Loudness.isRight(SoundLevel(loudness: -33 + changed.gain, peak: -12.36 + changed.gain)))
    }

    @Test("Silence, and what could not be measured, is left alone")
    func silence() {
        for level in [nil, SoundLevel(loudness: -70, peak: nil), SoundLevel(loudness: -64, peak: -30)] {
            #expect(Loudness.change(for: level) == .init(gain: 0, isLimited: false))
        }
    }

    @Test("What is within one unit of it, with peaks below -1, is right as it is")
    func right() {
        #expect(Loudness.isRight(SoundLevel(loudness: -22.1, peak: -1.5)))
        #expect(!Loudness.isRight(SoundLevel(loudness: -21.8, peak: -1.5)))
        #expect(!Loudness.isRight(SoundLevel(loudness: -23, peak: -0.2)))
        #expect(!Loudness.isRight(nil))
    }

    @Test("The measurements are read out of what ffmpeg says, each by its name")
    func summaries() {
        let reader = LevelReader()
        let said = """
            Input #0, matroska,webm, from 'file:x':
                I:  not yet
            [ebur128@stream1 @ 0x55d0] Summary:

              Integrated loudness:
                I:         -23.4 LUFS
                Threshold: -33.5 LUFS

              True peak:
                Peak:       -1.3 dBFS
            [ebur128@stream4 @ 0x55d1] Summary:
                I:         -70.0 LUFS
                Peak:       -inf dBFS
            [null @ 0x1] something
                I:         -1.0 LUFS
            """
        for line in said.split(separator: "\n") { reader.read(Array(line.utf8)[...]) }
        #expect(
            reader.levels == [
                "stream1": SoundLevel(loudness: -23.4, peak: -1.3), "stream4": SoundLevel(loudness: -70, peak: nil),
            ])
    }
}

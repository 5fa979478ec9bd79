import KinoraPreparation
import Testing

@Suite("Segments and chunks")
struct CuttingTests {
    @Test("Segments have the wanted length; a short rest is added to the last")
    func even() {
        #expect(Cutting.segments(of: 400, each: 100) == [100, 100, 100, 100])
        #expect(Cutting.segments(of: 449, each: 100) == [100, 100, 100, 149])
        #expect(Cutting.segments(of: 450, each: 100) == [100, 100, 100, 100, 50])
        #expect(Cutting.segments(of: 30, each: 100) == [30])
        #expect(Cutting.segments(of: 1, each: 100) == [1])
    }

    @Test("A copied film is cut only where it can be, near the wanted length")
    func places() {
        #expect(Cutting.segments(of: 400, each: 100, at: [0, 40, 80, 120, 250, 260, 390]) == [80, 170, 150])
        #expect(Cutting.segments(of: 250, each: 100, at: [0, 250]) == [250])
        #expect(Cutting.segments(of: 300, each: 100, at: [0, 75, 150, 225]) == [75, 75, 75, 75])
    }

    @Test("Chunks are whole segments, follow each other, and hold every picture once")
    func chunks() {
        let chunks = Cutting.chunks(of: [100, 100, 100, 100, 100, 30], each: 200) { Double($0) }
        #expect(chunks.map(\.segments) == [[100, 100], [100, 100], [100, 30]])
        #expect(chunks.map(\.first) == [0, 200, 400])
        #expect(chunks.map(\.seek) == [0, 200, 400])
        #expect(Cutting.chunks(of: [100, 100, 30], each: 200) { _ in 0 }.map(\.frames) == [230])
        #expect(Cutting.chunks(of: [50], each: 200) { _ in 0 }.map(\.frames) == [50])
    }
}

import KinoraDocuments
import Synchronization
import Testing

@testable import Kinora

@Suite("A copy tells how it goes on")
struct CopyTellingTests {
    private final class Paper: Sendable {
        let text = Mutex("")
        func write(_ piece: String) { text.withLock { $0 += piece } }
    }

    private let news: [CopyNews] = [
        .began(total: 30, resumed: 10), .copied(collection: "films", documents: 20), .copied(collection: "films", documents: 29),
        .finished(collection: "films"), .copied(collection: "jobs", documents: 30), .finished(collection: "jobs"), .followed(changes: 2),
        .compared(collection: "films", documents: 29), .compared(collection: "jobs", documents: 1),
    ]

    @Test func inAFileALineForEachCollection() async {
        let paper = Paper()
        let telling = CopyTelling(isTerminal: false) { paper.write($0) }

        for piece in news { await telling.tell(piece) }
        await telling.end()

        #expect(
            paper.text.withLock { $0 } == """
                Going on: 10 of 30 documents were copied before.
                films: 19 copied
                jobs: 1 copied
                2 changes that were made meanwhile are brought after
                films: 29 compared
                jobs: 1 compared

                """)
    }

    @Test func onATerminalOneLineThatIsClearedAtTheEnd() async {
        let paper = Paper()
        let telling = CopyTelling(isTerminal: true) { paper.write($0) }

        for piece in news { await telling.tell(piece) }
        await telling.end()

        let text = paper.text.withLock { $0 }
        #expect(text.contains("films: 20 of 30, 66 %"))
        #expect(text.filter { $0 == "\n" }.count == 1)
        #expect(text.hasSuffix("\r\u{1B}[K"))
    }

    @Test func theTimeLeftComesFromWhatThisCopyDid() {
        #expect(
            CopyTelling.line("films", done: 600, resumed: 500, total: 1100, after: .seconds(10)) == "films: 600 of 1100, 54 %, 50 s left")
        #expect(CopyTelling.line("films", done: 600, resumed: 600, total: 1100, after: .seconds(10)) == "films: 600 of 1100, 54 %")
        #expect(CopyTelling.line("films", done: 120, resumed: 0, total: 100, after: .seconds(10)) == "films: 120 of 120, 100 %")
    }
}

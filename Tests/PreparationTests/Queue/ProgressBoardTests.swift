import KinoraPreparation
import Testing

@Suite("The progress of a job")
struct ProgressBoardTests {
    @Test("It only grows, through all stages")
    func grows() {
        let board = ProgressBoard()
        var seen: [Double] = [board.snapshot().fraction]
        board.enter(.encode)
        board.beginEncoding(total: 100, open: 100)
        for step in 1...10 {
            board.advance("chunk", weight: Double(step))
            seen.append(board.snapshot().fraction)
        }
        board.finish("chunk", weight: 100)
        seen.append(board.snapshot().fraction)
        for stage in [Job.Stage.package, .verify, .publish] {
            board.enter(stage)
            seen.append(board.snapshot().fraction)
            board.share(0.9)
            seen.append(board.snapshot().fraction)
        }
        #expect(seen == seen.sorted() && seen.allSatisfy { (0...1).contains($0) })
        #expect(seen[11] == 0.92)
    }

    @Test("The time left follows from the speed of this attempt, whatever earlier ones did")
    func timeLeft() throws {
        let board = ProgressBoard()
        board.enter(.encode)
        let start = ContinuousClock.now
        board.beginEncoding(total: 1000, open: 200)
        #expect(board.snapshot(at: start + .seconds(1)).secondsLeft == nil)
        board.advance("chunk", weight: 50)
        let left = try #require(board.snapshot(at: start + .seconds(10)).secondsLeft)
        #expect(abs(left - 30) < 1)
    }

    @Test("What is begun again does not lead backwards")
    func again() {
        let board = ProgressBoard()
        board.enter(.encode)
        board.beginEncoding(total: 100, open: 100)
        board.advance("sound", weight: 50)
        let before = board.snapshot().fraction
        board.advance("sound", weight: 1)
        #expect(board.snapshot().fraction == before)
        board.beginEncoding(total: 100, open: 100)
        #expect(board.snapshot().fraction == before)
    }

    @Test("What was finished is told once")
    func gained() {
        let board = ProgressBoard()
        #expect(!board.takeGained())
        board.finish("chunk", weight: 1)
        #expect(board.takeGained() && !board.takeGained())
        board.finish("sound", weight: 1, isGain: false)
        #expect(!board.takeGained())
    }
}

import KinoraKernel
import Testing

@Suite("A bell wakes who waits", .timeLimit(.minutes(10)))
struct BellTests {
    @Test func whoWaitsIsWokenByTheNextRing() async {
        let bell = Bell(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await bell.wait { $0 > 0 } } }
            bell.ring { $0 = 1 }
            await group.waitForAll()
        }
        #expect(bell.withState { $0 } == 1)
    }

    @Test func nobodyWaitsForWhatIsAsWanted() async {
        let bell = Bell("done")
        await bell.wait { $0 == "done" }
    }

    @Test func whoIsCancelledWaitsNoLonger() async {
        let bell = Bell(false)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await bell.wait { $0 } } }
            group.cancelAll()
            await group.waitForAll()
        }
        #expect(!bell.withState { $0 })
    }

    @Test func whoWaitsForNoLongerThanSomeTimeComesBackByItself() async {
        let bell = Bell(false)
        await bell.wait(atMost: .milliseconds(5)) { $0 }
        #expect(!bell.withState { $0 })
    }

    @Test func whoWaitsForSomeTimeIsWokenBefore() async {
        let bell = Bell(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await bell.wait(atMost: .seconds(86_400)) { $0 > 0 } } }
            bell.ring { $0 = 1 }
            await group.waitForAll()
        }
        #expect(bell.withState { $0 } == 1)
    }
}

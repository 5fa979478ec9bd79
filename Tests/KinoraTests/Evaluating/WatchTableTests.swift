import Foundation
import KinoraKernel
import KinoraRecommendation
import Testing

@testable import Kinora

@Suite("Files of watches", .timeLimit(.minutes(10)))
struct WatchTableTests {
    /// Writes a file and reads it.
    private func table(_ bytes: Data, isWatched: Bool = true) throws -> WatchTable {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-watches-\(UUID().uuidString).csv")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try WatchTable(file.path, isWatched: isWatched)
    }

    private func table(_ text: String, isWatched: Bool = true) throws -> WatchTable { try table(Data(text.utf8), isWatched: isWatched) }

    /// What is said of a file, without its name.
    private func complaint(_ bytes: Data, isWatched: Bool = true) throws -> String {
        do {
            _ = try table(bytes, isWatched: isWatched)
        } catch let complaint as EvaluationComplaint {
            let sentence = complaint.sentence
            #expect(!sentence.contains("\n") && sentence.count < 400, "one line: \(sentence)")
            #expect(sentence.hasPrefix("kinora-watches-"), "it names the file: \(sentence)")
            return sentence.replacing(/kinora-watches-[-0-9A-F]+\.csv/, with: "FILE")
        }
        Issue.record("nothing is said")
        return ""
    }

    @Test(
        "a head, a mark of the byte order, quotes and every kind of line end are understood",
        arguments: [
            "user,item,timestamp\na,1,5\nb,\"x, \"\"y\"\"\",6\n", "\u{FEFF}user,item,timestamp\r\na,1,5\r\nb,\"x, \"\"y\"\"\",6",
            "a,1,5\rb,\"x, \"\"y\"\"\",6\r", "timestamp,item,user\n\n5,1,a\n\n6,\"x, \"\"y\"\"\",b\n\n",
            "\"UserId\", movieId ,rating,\"ts\"\na,1,,5\nb,\"x, \"\"y\"\"\",,6",
        ])
    func understood(text: String) throws {
        let lines = try table(text).lines
        #expect(lines.map(\.user) == ["a", "b"])
        #expect(lines.map(\.item) == ["1", "x, \"y\""])
        #expect(lines.map(\.second) == [5, 6])
    }

    @Test(
        "what is wrong is said in one line that names the file and the line",
        arguments: [
            ("user,item,timestamp\na,1,soon\n", "FILE, line 2: soon is no number."),
            ("user,item,timestamp\na,1,nan\n", "FILE, line 2: nan is no number."),
            ("user,item,timestamp,weight\na,1,5,3\r\nb,2,6,many\r\n", "FILE, line 3: many is no number."),
            ("user,item,timestamp\na,\"two\nlines\",5\nb,2\n", "FILE, line 4: too few fields."),
            ("user,item,timestamp\n,1,5\n", "FILE, line 2: too few fields."),
            ("user,timestamp\na,1\n", "FILE: the first line names no column item."),
            ("user,item,timestamp\na,\"1,5\nb,2,6\n", "FILE, line 2: a quotation mark is opened and never closed."),
            ("", "FILE has no lines."), ("\u{FEFF}", "FILE has no lines."), ("user,item,timestamp\n\n\n", "FILE has no lines."),
        ])
    func wrong(text: String, said: String) throws {
        #expect(try complaint(Data(text.utf8)).hasPrefix(said))
    }

    @Test("what is no text, or has no end, is refused and not shown")
    func hostile() throws {
        #expect(try complaint(Data("user,item,timestamp\na,".utf8) + [0xFF, 0xFE, 0x2C, 0x35]).hasPrefix("FILE, line 2: this is not text"))
        #expect(try complaint(Data([0xFF, 0xFE, 0x75, 0x00])).hasPrefix("FILE, line 1: this is not text"))
        let long = Data(repeating: UInt8(ascii: "x"), count: 3 << 20)
        #expect(try complaint(Data("user,item,timestamp\na,".utf8) + long).hasPrefix("FILE, line 2: a field is longer"))
        #expect(try complaint(Data("user,item,timestamp\na,\"".utf8) + long).hasPrefix("FILE, line 2: a field is longer"))
        #expect(try complaint(Data("a,1,".utf8) + Data(repeating: UInt8(ascii: "9"), count: 500_000)).hasPrefix("FILE, line 1: 999"))
        #expect(try complaint(Data("a,1,\u{1B}[31m\n".utf8)).contains("\u{1B}") == false)
    }

    @Test("a line with a million fields is a line")
    func manyFields() throws {
        #expect(try table("a,1,5" + String(repeating: ",", count: 1_000_000) + "\nb,2,6").lines.count == 2)
    }

    @Test("a file that is not there is named")
    func missing() {
        #expect(throws: EvaluationComplaint.unreadable("/nowhere/watches.csv")) { try WatchTable("/nowhere/watches.csv", isWatched: true) }
    }

    @Test("watches come in order of time, and of those who ask the earliest moment counts")
    func order() throws {
        let watches = try table("user,item,timestamp,weight\na,2,9,5\nb,1,3,1\na,1,3,0\n").facts
        #expect(watches.map(\.title) == ["1", "1", "2"])
        #expect(watches.map(\.profile) == ["b", "a", "a"])
        #expect(watches.map(\.completion) == [0.25, 0, 1])
        let askers = try table("user,item,timestamp\na,2,9\nb\na,1,3\n", isWatched: false).askers
        #expect(askers.map(\.user) == ["a", "b"])
        #expect(askers.map(\.at) == [Moment(milliseconds: 3000), nil])
    }

    @Test(
        "files of MovieLens are understood as they are: rating before timestamp, tabs or two colons for commas, milliseconds",
        arguments: [
            "1\t7\t4\t881250949\n2\t8\t3\t881250950\n", "1::7::4::881250949\r\n2::8::3::881250950\r\n", "1,7,4,881250949\n2,8,3,881250950",
            "userId,movieId,rating,timestamp\n1,7,4,881250949\n2,8,3,881250950\n",
            "user\titem\tts\tweight\n1\t7\t881250949000\t4\n2\t8\t881250950000\t3\n",
        ])
    func movieLens(text: String) throws {
        let table = try table(text)
        #expect(table.isTimed && table.lines.map(\.second) == [881_250_949, 881_250_950])
        #expect(table.lines.map(\.weight) == [4, 3] && table.lines.map(\.item) == ["7", "8"] && table.lines.map(\.user) == ["1", "2"])
    }

    @Test(
        "without timestamps the order of the file is the order of watching",
        arguments: ["user,item\na,2\na,1\na,2\n", "a,2\na,1\na,2\n"])
    func untimed(text: String) throws {
        let table = try table(text)
        #expect(!table.isTimed && table.facts.map(\.title) == ["2", "1", "2"])
        let engine = RecommendationEngine()
        for title in ["1", "2", "3"] { engine.take(TitleFacts(id: title, name: title)) }
        for fact in table.facts { engine.take(fact) }
        // Two lines of one watch are one title, and one user alone has an answer.
        #expect(engine.ranked(for: "a", count: 20) == ["3"])
    }

    @Test("clocks beyond all measure are borne")
    func clocks() throws {
        let watches = try table("a,1,-1e300\na,2,1e300\na,3,-0.5\n").facts
        #expect(watches.map(\.title) == ["1", "3", "2"])
        #expect(watches.map(\.at.milliseconds) == [-1_000_000_000_000_000, -500, 1_000_000_000_000_000])
    }
}

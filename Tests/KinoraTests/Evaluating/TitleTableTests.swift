import Foundation
import KinoraRecommendation
import Testing

@testable import Kinora

@Suite("Files of titles", .timeLimit(.minutes(10)))
struct TitleTableTests {
    private func titles(_ files: String...) throws -> [TitleFacts] {
        var table = TitleTable()
        for text in files {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-titles-\(UUID().uuidString).csv")
            try Data(text.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            try table.read(file.path)
        }
        return table.titles(and: [])
    }

    @Test("several values stand between bars, or each on a line of its own; files add up")
    func read() throws {
        let titles = try titles(
            "movieId,title,genres,cast\r\n1,\"City, The (1999)\",Drama|Crime,A|B\r\n2,Name,,\r\n",
            "item,type,value\n1,director,D\n3,genre,Drama\n2,year,2001\n2,year,1e300\n2,colour,red\n")
        #expect(titles.map(\.id) == ["1", "2", "3"])
        #expect(titles.map(\.name) == ["City, The (1999)", "Name", "3"])
        #expect(titles.map(\.year) == [1999, nil, nil])
        #expect(
            titles[0].nodes == [
                ContentNode(.genre, "Drama"), ContentNode(.genre, "Crime"), ContentNode(.actor, "A"), ContentNode(.actor, "B", order: 1),
                ContentNode(.director, "D"),
            ])
        #expect(titles[1].nodes.isEmpty)
    }

    @Test("MovieLens' older files are understood, in Latin-1 too")
    func older() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-titles-\(UUID().uuidString).dat")
        try Data("1::Toy Story (1995)::Animation|Comedy\n2::Mis".utf8 + [0xE9] + "rables, Les (1995)::Drama\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var table = TitleTable()
        try table.read(file.path)
        let titles = table.titles(and: [])
        #expect(titles.map(\.name) == ["Toy Story (1995)", "Misérables, Les (1995)"] && titles.map(\.year) == [1995, 1995])
        #expect(titles[0].nodes == [ContentNode(.genre, "Animation"), ContentNode(.genre, "Comedy")])
    }

    @Test("what is missing is said", arguments: ["title,genres\nA,Drama\n", "", "1,2,3\n"])
    func noItem(text: String) {
        #expect { try titles(text) } throws: { error in
            guard case .noColumn(_, "item") = error as? EvaluationComplaint else { return false }
            return true
        }
    }

    @Test(arguments: ["item,type,value\n1,genre\n", "item,title\n,A\n"])
    func tooFewFields(text: String) {
        #expect { try titles(text) } throws: { error in
            guard case .tooShort(_, line: 2) = error as? EvaluationComplaint else { return false }
            return true
        }
    }
}

import ArgumentParser
import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import KinoraSQLiteSpeech

/// Makes a large house whose films say words of chance, and measures searching in what is said, on the clock.
///
/// Words are as frequent as in real texts (Zipf): the most frequent stands in every second utterance.
struct SpeechSpeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "speech")

    @Option var titles = 10_000
    @Option var cues = 1000
    @Option var vocabulary = 60_000
    @Option var calls = 300
    @Flag(name: .customLong("again"), help: "Uses what a former run left in the folder.") var isAgain = false
    @Argument var folder: String

    func run() async throws {
        let time = SystemTime()
        let store = try await SQLiteStore(path: "\(folder)/documents.sqlite", time: time)
        try await store.prepare(CatalogueEditor.schemas)
        let file = SpeechFile(path: "\(folder)/speech.sqlite")
        var chance = Chance(state: 7)
        let words = Words(count: vocabulary)
        if !isAgain { try await make(store, file, words, &chance) }
        let shelves = Shelves(store: store, time: time, speech: file)
        try await shelves.openIndex()
        print("index_mb \(Self.size("\(folder)/speech.sqlite"))")
        // A sentence that is said somewhere, as somebody remembers it.
        try await measure("sentence_of_five") { _ in
            let from = Int.random(in: 0..<titles)
            return Self.sentence(of: from, words, length: 5)
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        try await measure("two_rare_words") { chance in
            "\(words.text(20_000 + chance.below(20_000))) \(words.text(20_000 + chance.below(20_000)))"
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        try await measure("one_frequent_word") { chance in
            words.text(chance.below(20))
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        try await measure("three_frequent_words") { chance in
            (0..<3).map { _ in words.text(chance.below(60)) }.joined(separator: " ")
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        try await measure("frequent_phrase_in_quotes") { chance in
            "\"" + (0..<4).map { _ in words.text(chance.below(60)) }.joined(separator: " ") + "\""
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        try await measure("a_word_nobody_says") { chance in
            "nobody\(chance.below(1000)) \(words.text(0))"
        } ask: {
            _ = try await shelves.said($0, languages: [LanguageTag("en")], first: 12)
        }
        let film = FilmID("film-\(titles / 2)")
        try await measure("within_one_film") { chance in
            words.text(chance.below(2000))
        } ask: {
            _ = try await shelves.said($0, in: film, languages: [LanguageTag("en")])
        }
        print("rss_mb \(Self.memory("VmRSS"))")
        print("peak_mb \(Self.memory("VmHWM"))")
        try file.close()
        try await store.close()
    }

    // MARK: - The house

    private func make(_ store: SQLiteStore, _ file: SpeechFile, _ words: Words, _ chance: inout Chance) async throws {
        let clock = ContinuousClock()
        let editor = CatalogueEditor(store: store, time: SystemTime())
        let first = try await editor.place(film: Description(title: "Film"), source: "source")
        try await editor.publish(
            Playable(
                package: Self.package(0), source: "source", duration: 6_000_000, height: 720, audioLanguages: [],
                textLanguages: [LanguageTag("en")]))
        guard let model = try await store.read(first.rawValue, in: Film.schema.name) else { return }
        var films: [Document] = []
        for number in 0..<titles { films.append(Self.film(number, like: model)) }
        for start in stride(from: 0, to: films.count, by: 500) {
            try await store.restore(Array(films[start..<min(start + 500, films.count)]), into: Film.schema.name)
        }
        let took = try await clock.measure {
            for number in 0..<titles {
                let package = Self.package(number)
                try await file.note([.init(SpokenFeature(.film, "film-\(number)"), [package])], sighting: 1)
                let utterances = (0..<(cues * 2 / 3)).map { place in
                    Utterance(parts: [.init(start: Int64(place) * 8000, text: Self.line(number, place, words))])
                }
                try await file.put(package, [SpokenTrack(language: LanguageTag("en"), utterances: utterances)])
            }
            while try await file.tidy() {}
        }
        print("making_seconds \(took.inSeconds)")
    }

    private static func film(_ number: Int, like model: Document) -> Document {
        guard case .object(var body) = model.body, case .array(let versions)? = body["versions"],
            case .object(var version)? = versions.first,
            case .object(var description)? = body["description"]
        else { return model }
        description["title"] = .string("Film \(number)")
        version["package"] = .string(package(number).rawValue)
        version["source"] = .string("source-\(number)")
        body["description"] = .object(description)
        body["versions"] = .array([.object(version)])
        body["packages"] = .array([.string(package(number).rawValue)])
        body["sources"] = .array([.string("source-\(number)")])
        body["key"] = .string("film \(number)")
        return Document(
            id: "film-\(number)", etag: model.etag, createdAt: model.createdAt, updatedAt: model.updatedAt, body: .object(body))
    }

    private static func package(_ number: Int) -> PackageID {
        PackageID(String(Digest(of: Array("package \(number)".utf8)).hex.prefix(32)))
    }

    /// Always the same for the same place: so that questions can be made of it.
    private static func line(_ title: Int, _ place: Int, _ words: Words) -> String {
        var chance = Chance(state: UInt64(title) << 20 | UInt64(place))
        return (0..<(6 + chance.below(10))).map { _ in words.text(words.frequent(&chance)) }.joined(separator: " ")
    }

    private static func sentence(of title: Int, _ words: Words, length: Int) -> String {
        let said = line(title, Int.random(in: 0..<500), words).split(separator: " ")
        return said.prefix(length).joined(separator: " ")
    }

    // MARK: - Measuring

    private func measure(_ name: String, _ question: (inout Chance) -> String, ask: (String) async throws -> Void) async throws {
        var chance = Chance(state: 99)
        var times: [Double] = []
        let before = Self.processorSeconds
        let clock = ContinuousClock()
        for _ in 0..<calls {
            let text = question(&chance)
            times.append(try await clock.measure { try await ask(text) }.inSeconds * 1000)
        }
        print("\(name)_processor_ms \((Self.processorSeconds - before) / Double(calls) * 1000)")
        times.sort()
        print("\(name)_p50_ms \(times[times.count / 2])")
        print("\(name)_p99_ms \(times[times.count * 99 / 100])")
        print("\(name)_most_ms \(times[times.count - 1])")
    }

    /// Of all threads: nothing else runs in this process.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func size(_ path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0) / 1_000_000
    }

    private static func memory(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }

    /// Words of two to four syllables, the frequent ones first.
    private struct Words {
        private let texts: [String]
        /// The sums of 1/n up to each word.
        private let sums: [Double]

        init(count: Int) {
            var chance = Chance(state: 3)
            let syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za".split(separator: " ")
            texts = (0..<count).map { number in
                (0..<(2 + chance.below(3))).map { _ in String(syllables[chance.below(syllables.count)]) }.joined()
                    + (number < 400 ? "" : String(number % 97))
            }
            var sum = 0.0
            sums = (1...count).map { place in
                sum += 1 / Double(place)
                return sum
            }
        }

        func text(_ number: Int) -> String { texts[number % texts.count] }

        func frequent(_ chance: inout Chance) -> Int {
            let wanted = Double(chance.next() >> 11) / Double(1 << 53) * (sums.last ?? 1)
            var (low, high) = (0, sums.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    private struct Chance {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }

        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    }
}

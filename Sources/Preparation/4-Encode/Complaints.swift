import Foundation
import KinoraKernel
import KinoraMedia

/// What decoders complained about while one part was made; kept beside the work, so that an interruption does not hide it.
struct Complaints: Codable, Hashable, Sendable {
    var part: String
    /// Seconds into the film at which the part begins.
    var start: Double
    var count: Int
    var first: String
    var isTooMuch: Bool
    /// A sentence that says more than that the file is damaged; nil for that.
    var sentence: Explanation?

    /// Sound decoders grumble about many good files.
    private static let quietSound = 20

    /// Nil when there is nothing to say.
    init?(_ task: EncodeTask, _ report: EncodeReport, _ plan: Plan) {
        guard report.complaints > 0, let first = report.firstComplaint else { return nil }
        part = task.name
        count = report.complaints
        self.first = first.onOneLine(atMost: 150)
        switch task.kind {
        case .chunk(let index, _):
            start = Double(plan.chunks[index].first) / plan.rate.perSecond
            // A damaged picture causes two or three lines; beyond a tenth of the pictures it is no film to watch.
            isTooMuch = count > max(40, plan.chunks[index].frames / 4)
        case .copy:
            start = 0
            isTooMuch = false
        case .sound:
            guard count > Self.quietSound else { return nil }
            start = 0
            isTooMuch = false
        }
    }

    /// Of a sound whose decoding fails in one file of a film in several.
    /// - Parameter part: that file, counted from 0; silence stands for it.
    init(_ track: PlannedAudio, silentIn part: Int, of plan: Plan) {
        self.part = "silence-\(track.name)"
        start = Double(plan.pieces[part].first) / plan.rate.perSecond
        count = 1
        first = "its sound cannot be decoded"
        isTooMuch = false
        sentence =
            track.language.isKnown
            ? "The sound in \(track.language.endonym) of part \(part + 1) cannot be decoded; the part is silent."
            : "The sound of part \(part + 1) cannot be decoded; the part is silent."
    }

    func write(to work: WorkFolder) throws {
        try FileTree.write(try JSONEncoder().encode(self), to: work.complaints(part))
    }

    /// What the owner is told about everything that was noted. Blocks.
    static func summary(in work: WorkFolder) throws -> [Explanation] {
        let all = try FileTree.names(in: work.complaints).compactMap { name -> Complaints? in
            guard let data = FileManager.default.contents(atPath: "\(work.complaints)/\(name)") else { return nil }
            return try? JSONDecoder().decode(Complaints.self, from: data)
        }
        var sentences: [Explanation] = []
        for sentence in all.compactMap(\.sentence) where !sentences.contains(sentence) { sentences.append(sentence) }
        if let worst = all.filter({ $0.sentence == nil }).min(by: { $0.start < $1.start }) {
            let minute = Int(worst.start) / 60
            sentences.append("The file is slightly damaged, first after minute \(minute) (\(worst.first)); it was prepared all the same.")
        }
        return sentences
    }
}

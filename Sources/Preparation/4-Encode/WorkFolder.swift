import Foundation
import KinoraKernel
import KinoraMedia

/// Where the parts of one job stand until they are published. The files are the job's checkpoint: what has its final name is done.
///
/// What is appended to the growing package (`Growth`) is done too, and its part is gone.
///
/// Commands write to names of their own attempt (`….part-x1y2z3`), so that a process that was given up cannot spoil what its
/// successor writes; a part gets its final name when it is complete and checked.
package struct WorkFolder: Hashable, Sendable {
    package let path: String
    /// Tells this attempt from others, and its unfinished files from theirs.
    private let attempt: String

    package init(path: String) {
        self.path = path
        attempt = String(Identifier<WorkFolder>.make().rawValue.prefix(8))
    }

    /// A symbolic link to the original, with a plain name: no tool ever sees the original's.
    package var source: String { source(0) }
    /// The same for a film in several files, counted from 0.
    package func source(_ part: Int) -> String { part == 0 ? "\(path)/source" : "\(path)/source-\(part + 1)" }
    /// All originals of a plan.
    func sources(_ plan: Plan) -> [String] { plan.pieces.indices.map(source) }
    package var plan: String { "\(path)/plan.json" }
    /// The package, which grows as parts are finished.
    package var growth: GrowthLayout { GrowthLayout(folder: path) }
    package var package: String { growth.package }

    /// The name of the finished package, written down before it leaves for its place: who is killed then finds it there.
    package var published: String { "\(path)/published" }
    /// Stands when what was made here has failed its check before.
    var refusal: String { "\(path)/refused" }

    package func chunk(_ index: Int, _ rung: Rung) -> String { "\(path)/video/\(Self.number(index)).\(rung.name).mp4" }
    package func copy(_ rung: Rung) -> String { "\(path)/video/copied.\(rung.name).mp4" }
    /// The seals of a part's segments.
    static func seals(of part: String) -> String { "\(part).seals" }
    package func sound(_ track: PlannedAudio) -> String { "\(path)/audio/\(track.name).mp4" }
    /// How loud the sounds are.
    package var levels: String { "\(path)/audio/levels.json" }
    package func text(_ track: PlannedText) -> String {
        let part = track.part.map { "file-\($0 + 1)." } ?? ""
        return "\(path)/text/\(part)\(Self.number(track.stream)).\(track.form.rawValue)"
    }
    /// Short stretches that are encoded to see what they cost; gone as soon as that is known.
    package var samples: String { "\(path)/samples.part-\(attempt)" }
    /// What decoders complained about while a part was made.
    package func complaints(_ name: String) -> String { "\(path)/complaints/\(name).json" }
    package var complaints: String { "\(path)/complaints" }

    /// Makes the folders, and removes what earlier attempts left unfinished. Blocks.
    func prepare() throws {
        for folder in ["", "/video", "/audio", "/text", "/complaints"] {
            try FileTree.makeFolder(path + folder)
        }
        for folder in ["", "/video", "/audio", "/text", "/complaints", "/growing"] {
            for name in try FileTree.names(in: path + folder) where name.contains(".part") {
                try FileTree.remove("\(path)\(folder)/\(name)")
            }
        }
    }

    /// Says in the folder that from now on it is this attempt's. Blocks.
    func claim() throws {
        try FileTree.write(Data(attempt.utf8), to: claimed)
    }

    /// Looked at before anything gets its final name: a worker that slept (a stopped process, a lid that was closed) may have lost its job
    /// meanwhile, and must not write into what its successor makes. Blocks.
    /// - Throws: `CancellationError` when another attempt has the folder.
    func checkClaim() throws {
        guard FileManager.default.contents(atPath: claimed) == Data(attempt.utf8) else { throw CancellationError() }
    }

    private var claimed: String { "\(path)/attempt" }

    /// The plan that an earlier attempt followed. What cannot be read is made anew. Blocks.
    func keptPlan() -> Plan? {
        FileManager.default.contents(atPath: plan).flatMap { try? JSONDecoder().decode(Plan.self, from: $0) }
    }

    private static func number(_ index: Int) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}

import KinoraPreparation
import Synchronization

/// A prober that notes which samples it was asked for.
final class WatchedProber: Prober {
    private let real: any Prober
    private let noted = Mutex<[EncodeCommand]>([])

    init(_ real: any Prober) {
        self.real = real
    }

    var samples: [EncodeCommand] { noted.withLock { $0 } }

    func forget() { noted.withLock { $0 = [] } }

    func probe(_ path: String) async throws -> Probe { try await real.probe(path) }

    func chapters(of path: String, _ probe: Probe) async throws -> [SourceChapter] { try await real.chapters(of: path, probe) }

    func survey(_ path: String, _ probe: Probe) async throws -> PacketSurvey { try await real.survey(path, probe) }

    func copyEvidence(_ path: String, _ probe: Probe, stream: VideoStream) async throws -> CopyEvidence {
        try await real.copyEvidence(path, probe, stream: stream)
    }

    func encoders() async throws -> Set<String> { try await real.encoders() }

    func combing(_ command: EncodeCommand) async throws -> Combing { try await real.combing(command) }

    func levels(_ command: EncodeCommand) async throws -> [String: SoundLevel] { try await real.levels(command) }

    func likeness(_ command: EncodeCommand) async throws -> Likeness {
        noted.withLock { $0.append(command) }
        return try await real.likeness(command)
    }
}

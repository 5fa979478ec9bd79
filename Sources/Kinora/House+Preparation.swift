import Foundation
import KinoraKernel
import KinoraMediaTools
import KinoraPreparation
import Logging
import ServiceLifecycle

extension House {
    var folders: DataFolders { DataFolders(root: settings.data) }
    var artworkFolder: String { "\(settings.data)/artwork" }

    var libraries: [Library] { settings.libraries.map { Library(path: FilePath(bytes: Array($0.path.utf8)).text, kind: $0.kind) } }

    func scan(of library: Library) -> LibraryScan {
        LibraryScan(library, store: store, time: time, settle: .seconds(settings.settleSeconds), takesExtras: settings.preparesExtras)
    }

    var corrections: Corrections { Corrections(folder: folders.corrections) }

    var intake: Intake { Intake(store: store, time: time, order: order, corrections: corrections) }

    var manners: Manners {
        let quiet = settings.encodeWhenIdle > 0 ? Duration.seconds(settings.encodeWhenIdle) : nil
        let rules = EncodingRules(hours: settings.encodeHours, quiet: quiet, zone: settings.timeZone)
        return Manners(rules: rules, store: store, audience: StoredAudience(store: store), time: time)
    }

    var share: CPUShare {
        CPUShare(percent: settings.cpuShare, of: ProcessInfo.processInfo.activeProcessorCount, workers: settings.workers)
    }

    var worker: Worker {
        let preparing = PreparationSettings(
            encoding: EncodingSettings(chunkSeconds: Double(settings.chunkSeconds), makesAV1: settings.av1),
            parallelCommands: share.programs)
        let pace = Pace(brake: Brake(), cores: share.coresEach)
        let ffmpeg = Tool.ffmpeg(at: Self.path(settings.ffmpeg, unless: "ffmpeg"))
        let ffprobe = Tool.ffprobe(at: Self.path(settings.ffprobe, unless: "ffprobe"))
        let journey = Journey(
            store: store, editor: editor, prober: FFprobeProber(ffprobe: ffprobe, ffmpeg: ffmpeg, pace: pace),
            encoder: FFmpegEncoder(ffmpeg: ffmpeg, pace: pace),
            settings: preparing, folders: folders)
        return Worker(
            queue: queue, journey: journey, settings: preparing, identity: WorkerIdentity.make(), manners: manners, brake: pace.brake,
            log: logger("prepare"))
    }

    static func path(_ program: String, unless name: String) -> String? { program == name ? nil : program }

    /// Watching the libraries, and working on what they bring.
    func preparationServices() -> [any Service] {
        let watch = LibraryWatch(
            libraries, store: store, time: time, order: order, corrections: corrections, pause: .seconds(settings.scanSeconds),
            settle: .seconds(settings.settleSeconds), takesExtras: settings.preparesExtras, rule: settings.rescan, logger: logger("scan"))
        let worker = worker
        let errands = describeErrands
        return [LongWork { try await watch.run() }, LongWork { try await worker.run() }, LongWork { try await errands.run() }]
            + (providerErrands.map { errands in [LongWork { try await errands.run() }] } ?? []) + inboxServices
    }
}

/// Work that goes on until the house closes; being told to stop is its ordinary end.
struct LongWork: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown(work)
        } catch is CancellationError {
            return
        }
    }
}

import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// The way of a film from a file in a library to something that can be watched: the whole pipeline on one page.
///
/// Scanning finds the file, identifying and describing give it a title; then it waits in the queue as a `Job`. From there:
///
///     plan      what is going to be made, kept in `plan.json`          4-Encode
///     encode    renditions in chunks, sound, subtitles                 4-Encode
///     package   one folder of CMAF tracks, manifests, texts, pictures  5-Package
///     verify    compared with what was encoded, and decoded            6-Verify
///     publish   one rename, one document                               7-Publish
///
/// A journey may be broken off anywhere and begun again: parts that are finished stand in the job's work folder under their final names
/// and are not made again, and the result is the same to the byte.
package struct Journey: Sendable {
    private let store: any DocumentStore
    private let editor: CatalogueEditor
    private let prober: any Prober
    private let encoder: any Encoder
    private let settings: PreparationSettings
    private let folders: DataFolders

    package init(
        store: any DocumentStore, editor: CatalogueEditor, prober: any Prober, encoder: any Encoder, settings: PreparationSettings,
        folders: DataFolders
    ) {
        self.store = store
        self.editor = editor
        self.prober = prober
        self.encoder = encoder
        self.settings = settings
        self.folders = folders
    }

    /// Goes all the way with one job.
    /// - Parameter hold: makes sure that the job is still this worker's, before another's work could be spoilt; throws when it is not.
    /// - Returns: what the owner should know about the film, if anything.
    /// - Throws: `Trouble` and other complaints; `CancellationError` when it is broken off.
    package func run(
        _ id: JobID, _ job: Job, on board: ProgressBoard, hold: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> [Explanation] {
        do {
            return try await go(id, job, board, hold)
        } catch Trouble.diskFull, Trouble.notEnoughSpace {
            let (folders, reserve) = (folders, settings.reserve)
            throw try await BlockingWork.run { _ in try SpaceNeeded.trouble(in: folders, work: folders.work(of: id), reserve: reserve) }
        }
    }

    private func go(
        _ id: JobID, _ job: Job, _ board: ProgressBoard, _ hold: @escaping @Sendable () async throws -> Void
    ) async throws -> [Explanation] {
        if let published = try await publishedBefore(job, folders.work(of: id)) { return published }
        let work = folders.work(of: id)
        let original = Original(job)
        board.enter(.encode)
        let reserve = settings.reserve
        try await BlockingWork.run { [folders] _ in
            try FileTree.makeFolder(folders.work)
            try SpaceNeeded.check(0, in: folders.work, reserve: reserve)
        }
        let planning = PlanStage(
            original: original, work: work, prober: prober, settings: settings.encoding, parallel: settings.parallelCommands, hold: hold)
        var plan = try await planning.run()
        // A film that fails its check each time is not made again for ever.
        if try await BlockingWork.run({ _ in FileManager.default.fileExists(atPath: work.refusal) }) { board.repeatWork() }
        let made: Made
        do {
            made = try await encode(plan, work, id, job, board)
        } catch is CopyUnfit {
            plan = try await planning.runWithoutCopy()
            made = try await encode(plan, work, id, job, board)
        }
        plan.leaveOut(made.unfit)
        let subtitles = made.subtitles
        try await tell(plan.ladder, of: id)

        board.enter(.package)
        let (contents, written) = try await PackageStage(plan: plan, work: work, texts: subtitles.texts, encoder: encoder).run(board)

        board.enter(.verify)
        do {
            try await VerifyStage(plan: plan, work: work, prober: prober, encoder: encoder, parallel: settings.parallelCommands)
                .run(contents, board)
        } catch let trouble as Trouble where !Task.isCancelled {
            // What was found wrong cannot be made right: the next attempt begins from nothing.
            if case .notAsPlanned = trouble {
                try await BlockingWork.run { _ in
                    try Growth.giveUp(in: work)
                    try FileTree.write(Data(), to: work.refusal)
                }
            }
            throw trouble
        }
        guard try await isUnchanged(original, since: plan) else { throw Trouble.changed }

        board.enter(.publish)
        try await hold()
        try await remember(plan, subtitles.besideNotes + written.besideNotes, id, job)
        try await BlockingWork.run { _ in try FileTree.write(Data(try contents.id().rawValue.utf8), to: work.published) }
        let announced = try await PublishStage(folders: folders, store: store, editor: editor)
            .run(contents, staged: work.package, source: job.source)
        let damage = try await BlockingWork.run { _ in try Complaints.summary(in: work) }
        return plan.notes + subtitles.notes + written.notes + damage + announced
    }

    /// The owner can read with the job why its film has the renditions that it has.
    private func tell(_ ladder: LadderDecision, of id: JobID) async throws {
        do {
            try await Records<Job>(in: store).change(id.rawValue) { $0.ladder = ladder.reasons }
        } catch StoreError.missing {
            // The job was removed meanwhile; its worker will notice.
        }
    }

    /// Takes back what was offered of a film to be watched while it is prepared.
    package func withdraw(_ job: Job) async throws {
        try await editor.withdrawEarly(job.source)
    }

    /// What is needed when the subtitles are others one day (`TextRenewal`).
    private func remember(_ plan: Plan, _ notes: [Explanation], _ id: JobID, _ job: Job) async throws {
        let places = plan.parts == nil ? nil : plan.textPlaces
        do {
            try await Records<Job>(in: store).change(id.rawValue) { $0.textNotes = notes.isEmpty ? nil : notes.map(\.english) }
            guard let known = try await Records<Source>(in: store).read(job.source)?.value, known.textPlaces != places else { return }
            try await Records<Source>(in: store).change(job.source) { $0.textPlaces = places }
        } catch StoreError.missing {
            // A single file may be prepared that no scan has noted.
        }
    }

    /// Removes what a job left behind. Not while anybody works on it.
    package func clear(_ id: JobID) async throws {
        let folder = folders.work(of: id).path
        try await BlockingWork.run { _ in try FileTree.remove(folder) }
    }

    /// The jobs that have a work folder. What else lies there is left alone.
    package func workFolders() async throws -> [JobID] {
        let work = folders.work
        return try await BlockingWork.run { _ in try FileTree.names(in: work).map { JobID($0) }.filter(\.isPlain) }
    }

    /// Removes corrections that somebody was killed in the middle of writing.
    package func clearCorrections() async throws {
        let folder = folders.corrections
        try await BlockingWork.run { _ in
            for name in try FileTree.names(in: folder) where name.contains(".nfo.part-") {
                if let age = FileTree.age(of: "\(folder)/\(name)"), age > Self.longestWriting { try FileTree.remove("\(folder)/\(name)") }
            }
        }
    }

    /// Nobody takes longer to write a small file.
    private static let longestWriting = Duration.seconds(3600)

    /// What came of encoding beside the growing package.
    private struct Made: Sendable {
        /// Sounds that cannot be decoded.
        var unfit: [PlannedAudio]
        var subtitles: TextStage.Outcome
    }

    private func encode(_ plan: Plan, _ work: WorkFolder, _ id: JobID, _ job: Job, _ board: ProgressBoard) async throws -> Made {
        let reserve = settings.reserve
        try await BlockingWork.run { _ in try SpaceNeeded.check(SpaceNeeded.by(plan, in: work), in: work.path, reserve: reserve) }
        let subtitles = try await TextStage(plan: plan, job: job, work: work, encoder: encoder).run()
        let growth = Growth(plan: plan, work: work, texts: subtitles.texts)
        let unfit = try await EncodeStage(
            plan: plan, work: work, growth: growth, offer: EarlyOffer(job: id, source: job.source, plan: plan, editor: editor),
            prober: prober, encoder: encoder, parallel: settings.parallelCommands
        ).run(board)
        return Made(unfit: unfit, subtitles: subtitles)
    }

    /// Whether the file is what it was when reading began. One that was moved or deleted after the last read is as good as unchanged.
    private func isUnchanged(_ original: Original, since plan: Plan) async throws -> Bool {
        do {
            return try await BlockingWork.run { _ in try original.stamp() } == plan.stamp
        } catch Trouble.gone {
            return true
        }
    }

    /// A job whose last step was done but not written down: only the documents are written again.
    private func publishedBefore(_ job: Job, _ work: WorkFolder) async throws -> [Explanation]? {
        let left = try await BlockingWork.run { _ in FileManager.default.contents(atPath: work.published) }
        let known = try await Records<Source>(in: store).read(job.source)?.value.package
        guard let name = left.map({ String(decoding: $0, as: UTF8.self) }) ?? known else { return nil }
        let id = PackageID(name)
        do {
            guard let contents = try await PackageShelf(folder: folders.packages).contents(of: id) else { return nil }
            let said = try await PublishStage(folders: folders, store: store, editor: editor).announce(contents, id, source: job.source)
            let place = folders.folder(of: id)
            // It may have been removed as superseded meanwhile (`PackageSweep`).
            guard try await BlockingWork.run({ _ in FileTree.stands(place) }) else { return nil }
            return said
        } catch is PackageProblem {
            // What is there cannot be used: it is made again.
            return nil
        }
    }
}

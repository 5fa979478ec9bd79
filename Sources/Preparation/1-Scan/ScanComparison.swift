import KinoraDocuments
import KinoraKernel

/// Decides, file by file, what happened to a library. A value: it looks at nothing and writes nothing.
struct ScanComparison {
    /// A file that was read.
    struct Reading: Sendable {
        var video: LibraryWalk.Video
        var outcome: Result<String, FileTrouble>
    }

    /// A source with the content of a file found here, that belongs to another file.
    struct Stranger: Sendable {
        var source: Stored<Source>
        /// Sources of this library whose files are as they were are found this way as well.
        var isOfThisLibrary: Bool
        /// Whether its file still stands there.
        var isThere: Bool
    }

    private struct Place {
        var source: String
        var size: Int64
        var modified: Int64
        var parts: [FilePart]?
        /// The document of a copy; nil for the source's own file.
        var copy: String?
    }

    /// What is kept in memory of a source whose file is as it was.
    private struct Kept {
        var source: String
        /// See `Surroundings.siblings`.
        var siblings: String
    }

    private let walk: LibraryWalk
    private let reader: NameReader
    private let kind: LibraryKind
    private let began: Moment
    private let takesExtras: Bool
    private var contexts: FolderContexts
    /// The videos of the walk by their paths.
    private let index: [FilePath: Int]
    /// Sources that are not simply as they were, by name.
    private(set) var known: [String: Stored<Source>] = [:]
    private var copies: [Stored<SourceCopy>] = []
    /// By the number of the video.
    private var kept: [Int: Kept] = [:]
    private var places: [FilePath: Place] = [:]
    /// The later files of known films in several, by the films' names.
    private var laterParts: [FilePath: String] = [:]
    /// Later files of films in several, by the number of the video.
    private let laterFiles: [FilePath: Int]
    /// Known films of which some parts are gone.
    private var torn: Set<String> = []
    private(set) var sightings: Sightings
    /// Videos whose content must be looked at.
    private(set) var unread: [LibraryWalk.Video] = []
    private var steps: [ScanPlan.Step] = []
    /// Sources whose file, or a file in its place, was found.
    private var present: Set<String> = []
    /// Sources whose content was found.
    private var settled: Set<String> = []
    private var presentCopies: Set<String> = []
    private var unchanged = 0

    /// - Parameters:
    ///   - began: when the walk began; what was written down later may be newer than what the walk saw.
    ///   - takesExtras: see `LibraryScan`.
    init(
        _ walk: LibraryWalk, _ reader: NameReader, _ kind: LibraryKind, began: Moment, sightings: Sightings, takesExtras: Bool = true
    ) {
        self.takesExtras = takesExtras
        self.walk = walk
        self.reader = reader
        self.kind = kind
        self.began = began
        self.sightings = sightings
        contexts = FolderContexts(walk, reader, kind)
        index = Dictionary(zip(walk.videos.map(\.path), walk.videos.indices), uniquingKeysWith: { first, _ in first })
        let later = walk.videos.enumerated().flatMap { number, video in video.files.dropFirst().map { ($0, number) } }
        laterFiles = Dictionary(later, uniquingKeysWith: { first, _ in first })
        self.sightings.keep { [index, laterFiles] in index[$0] != nil || laterFiles[$0] != nil }
    }

    // MARK: - What is known

    /// Takes a source into account. Of one whose file is as it was, little more than its name is kept, so that memory does not grow with
    /// everything that is known of a library.
    mutating func note(_ source: Stored<Source>) {
        let path = FilePath(text: source.value.path)
        guard let number = index[path] else {
            // Written down by another process meanwhile; the next scan sees its file.
            if source.updatedAt <= began { known[source.id] = source }
            return note(source, at: path)
        }
        let video = walk.videos[number]
        let isSame =
            source.value.missingSince == nil && source.value.size == video.size && source.value.modified == video.modified
            && source.value.parts == video.parts
        guard isSame else {
            known[source.id] = source
            return note(source, at: path)
        }
        kept[number] = Kept(source: source.id, siblings: source.value.surroundings?.siblings ?? "")
        let differ = contexts.differ(video, from: source.value.surroundings)
        guard differ.words || differ.subtitles else {
            unchanged += 1
            return
        }
        var step = ScanPlan.Step(finding: differ.words ? .described : .subtitled, video: video, source: source.id, known: source)
        step.hasOtherSubtitles = differ.subtitles
        steps.append(step)
    }

    /// Where one content followed another at a path, the present one counts.
    private mutating func note(_ source: Stored<Source>, at path: FilePath) {
        guard known[source.id] != nil, source.value.missingSince == nil || places[path] == nil else { return }
        let value = source.value
        places[path] = Place(source: source.id, size: value.size, modified: value.modified, parts: value.parts)
        for part in value.parts?.dropFirst() ?? [] { laterParts[FilePath(text: part.path)] = source.id }
    }

    mutating func note(_ copy: Stored<SourceCopy>) {
        copies.append(copy)
        let value = copy.value
        places[FilePath(text: value.path)] = Place(source: value.source, size: value.size, modified: value.modified, copy: copy.id)
    }

    /// Looks at every video, once everything known was noted.
    /// - Parameter settle: see `LibraryScan`.
    mutating func look(at now: Moment, settle: Duration) {
        for number in walk.videos.indices where kept[number] == nil { look(at: walk.videos[number], now, settle) }
    }

    private mutating func look(at video: LibraryWalk.Video, _ now: Moment, _ settle: Duration) {
        if let place = places[video.path] {
            let isSame = place.copy != nil || place.parts == video.parts
            if isSame, place.size == video.size, place.modified == video.modified { return keep(video, place) }
            if let source = known[place.source], video.isRest(of: source.value) { return tear(source, video) }
            hold(place)
        } else if let whole = laterParts[video.path].flatMap({ known[$0] }), video.isRest(of: whole.value) {
            return tear(whole, video)
        } else if isLeftOut(video) {
            return steps.append(ScanPlan.Step(finding: .extra, video: video))
        }
        // Each is asked for, so that each is known to rest.
        let settled = video.asParts.map { part in
            let file = LibraryWalk.Video(path: FilePath(text: part.path), size: part.size, modified: part.modified)
            return sightings.isSettled(file, at: now, settle: settle)
        }
        guard settled.allSatisfy({ $0 }) else {
            return steps.append(ScanPlan.Step(finding: .growing, video: video))
        }
        guard video.size > 0 else {
            return steps.append(ScanPlan.Step(finding: .unusable, video: video, trouble: .emptyFile))
        }
        unread.append(video)
    }

    /// Extras that nobody wants, and those that are nothing to watch: samples, and films behind menus.
    private func isLeftOut(_ video: LibraryWalk.Video) -> Bool {
        let understanding = reader.read(video.path, libraryKind: kind)
        return understanding.kind == .extra && !(takesExtras && understanding.extra?.shown != nil)
    }

    /// A film in several files has lost some. It is missing, and what is left of it is no film: what was prepared plays on.
    private mutating func tear(_ source: Stored<Source>, _ video: LibraryWalk.Video) {
        torn.insert(source.id)
        steps.append(ScanPlan.Step(finding: .torn, video: video))
    }

    /// A copy that is as it was, or a missing file that is back.
    private mutating func keep(_ video: LibraryWalk.Video, _ place: Place) {
        if let copy = place.copy {
            presentCopies.insert(copy)
            unchanged += 1
            return
        }
        present.insert(place.source)
        settled.insert(place.source)
        steps.append(ScanPlan.Step(finding: .returned, video: video, source: place.source, known: known[place.source]))
    }

    /// A file stands where a known one was; until it was read, the known one is not missing.
    private mutating func hold(_ place: Place) {
        if let copy = place.copy {
            presentCopies.insert(copy)
        } else {
            present.insert(place.source)
        }
    }

    // MARK: - Refusals

    /// Sources that were not missing before and are not simply as they were.
    private var doubtful: [Stored<Source>] { known.values.filter { $0.value.missingSince == nil } }

    /// Why nothing may be concluded, as far as can be told before anything was read.
    func refusal(fileSystem: String, before: String?) -> String? {
        let count = doubtful.count + kept.count
        guard count > 0 else { return nil }
        if walk.files == 0 {
            return "The folder is empty, but \(count) of its files are known. Is its disk mounted? " + Self.onPurpose
        }
        if let before, !before.isEmpty, !fileSystem.isEmpty, before != fileSystem, kept.count * 2 < count {
            return "The folder is on another file system than before, and most of its \(count) known files are not there. "
                + "Is its disk mounted? " + Self.onPurpose
        }
        return nil
    }

    /// The same after the contents of new files are known: renamed files are not gone.
    var refusalAfterReading: String? {
        let active = doubtful
        guard kept.isEmpty, !active.isEmpty, active.allSatisfy({ isGone($0) })
        else {
            return nil
        }
        return "All \(active.count) known files are gone from the folder. Is its disk mounted? " + Self.onPurpose
    }

    private func isGone(_ source: Stored<Source>) -> Bool {
        ![present, settled, torn].contains { $0.contains(source.id) } && !isUnknown(source)
            && laterFiles[FilePath(text: source.value.path)] == nil
    }

    private static let onPurpose = "If they were removed on purpose, say so: kinora prepare --once --accept-missing."

    // MARK: - What was read

    mutating func classify(_ readings: [Reading], strangers: [String: Stranger]) {
        var new: [String: FilePath] = [:]
        for reading in readings {
            switch reading.outcome {
            case .failure(.changedWhileReading): steps.append(ScanPlan.Step(finding: .growing, video: reading.video))
            case .failure(.notThere): continue
            case .failure(let trouble): steps.append(ScanPlan.Step(finding: .unusable, video: reading.video, trouble: trouble))
            case .success(let name):
                classify(reading.video, name, first: new[name], stranger: strangers[name])
                new[name] = new[name] ?? reading.video.path
            }
        }
    }

    private mutating func classify(_ video: LibraryWalk.Video, _ name: String, first: FilePath?, stranger: Stranger?) {
        var step = ScanPlan.Step(finding: .new, video: video, source: name)
        step.staleCopy = places[video.path]?.copy
        if first != nil || settled.contains(name) || stranger?.isThere == true {
            step.finding = .copied
            step.original =
                first ?? known[name].map { FilePath(text: $0.value.path) }
                ?? stranger.map {
                    FilePath(text: $0.isOfThisLibrary ? "" : $0.source.value.library).appending(FilePath(text: $0.source.value.path))
                }
        } else if let source = known[name] {
            step.known = source
            let isSamePlace = source.value.path == video.path.text
            step.finding = !isSamePlace ? .moved : source.value.missingSince == nil ? .touched : .returned
            settled.insert(name)
        } else if let stranger {
            step.known = stranger.source
            step.finding = .moved
        } else if let place = places[video.path], place.copy == nil {
            step.finding = .replaced
            step.replaced = known[place.source]
        }
        steps.append(step)
    }

    /// Below folders that could not be read nothing is known.
    private func isUnknown(_ source: Stored<Source>) -> Bool {
        let path = FilePath(text: source.value.path).bytes
        return walk.isCut || walk.problems.contains { path == $0.path.bytes || path.starts(with: $0.path.bytes + [Byte.slash]) }
    }

    // MARK: - The plan

    /// Known videos for which something else in their folder has changed: a part, a second film, a file that bears the series' name.
    private mutating func describeSiblings() {
        let moved: [ScanReport.Finding] = [.new, .moved, .replaced, .returned]
        var folders: Set<FilePath> = []
        for step in steps where moved.contains(step.finding) {
            if let video = step.video { folders.insert(PartFolder.home(of: video.path)) }
            if let known = step.known { folders.insert(PartFolder.home(of: FilePath(text: known.value.path))) }
        }
        for source in doubtful where !settled.contains(source.id) {
            folders.insert(PartFolder.home(of: FilePath(text: source.value.path)))
        }
        guard !folders.isEmpty else { return }
        let taken = Set(steps.compactMap { $0.video?.path })
        for (number, kept) in kept.sorted(by: { $0.key < $1.key }) {
            let video = walk.videos[number]
            guard folders.contains(PartFolder.home(of: video.path)), !taken.contains(video.path) else { continue }
            let mark = contexts.surroundings(of: video, reader.read(video.path, libraryKind: kind)).siblings
            guard mark != kept.siblings else { continue }
            unchanged -= 1
            steps.append(ScanPlan.Step(finding: .described, video: video, source: kept.source))
        }
    }

    /// Sources that took the place of others, which are outdated once these are prepared.
    var successors: Set<String> { Set(known.values.compactMap { $0.value.missingSince == nil ? nil : $0.value.replacedBy }) }

    /// - Parameter prepared: which of the successors are prepared.
    mutating func fill(_ plan: inout ScanPlan, prepared: Set<String>) {
        describeSiblings()
        plan.report.videos = walk.videos.count
        plan.report.unchanged = unchanged
        for problem in walk.problems {
            guard !problem.isVideo else {
                steps.append(ScanPlan.Step(finding: .unusable, video: .unread(problem.path), trouble: problem.trouble))
                continue
            }
            plan.report.notes.append("\(problem.isFolder ? "Folder" : "File") \(problem.path.text): \(problem.trouble.sentence)")
        }
        for link in walk.strayLinks {
            plan.report.notes.append("Link \(link.text): it leads out of the library or nowhere, and is not followed.")
        }
        if walk.isCut { plan.report.notes.append("There are more than \(LibraryWalk.mostFiles) files; the rest was not looked at.") }
        for step in steps { add(step, to: &plan) }
        plan.lostCopies = copies.filter { !presentCopies.contains($0.id) }.map(\.id)
        findMissing(&plan)
        plan.outdated = known.values.filter { source in
            source.value.missingSince != nil && !settled.contains(source.id) && source.value.replacedBy.map(prepared.contains) ?? false
        }
    }

    private mutating func findMissing(_ plan: inout ScanPlan) {
        let lost = doubtful.filter { !settled.contains($0.id) && !isUnknown($0) }
        guard !lost.isEmpty else { return }
        // Other content at a place ends what was held there.
        var contents: [FilePath: String] = [:]
        for step in steps { if let path = step.video?.path { contents[path] = step.source } }
        let replaced = Set(steps.compactMap { $0.replaced?.id })
        let standing = self.copies.filter { presentCopies.contains($0.id) }
        let copies = Dictionary(standing.map { ($0.value.source, $0) }, uniquingKeysWith: { first, _ in first })
        for source in lost.sorted(by: { $0.value.path < $1.value.path }) {
            let place = FilePath(text: source.value.path)
            if let number = laterFiles[place], !torn.contains(source.id) {
                // Until the whole was read, its part is not missing.
                guard let whole = contents[walk.videos[number].path] ?? kept[number]?.source else { continue }
                var step = ScanPlan.Step(finding: .missing, source: source.id, known: source)
                step.successor = whole
                plan.add(step)
                continue
            }
            guard !present.contains(source.id) || contents[place].map({ $0 != source.id }) == true else { continue }
            if let copy = copies[source.id] {
                promote(copy, of: source, &plan)
            } else if !replaced.contains(source.id) {
                plan.add(ScanPlan.Step(finding: .missing, source: source.id, known: source))
            }
        }
    }

    private mutating func promote(_ copy: Stored<SourceCopy>, of source: Stored<Source>, _ plan: inout ScanPlan) {
        guard let number = index[FilePath(text: copy.value.path)] else { return }
        let video = walk.videos[number]
        var step = ScanPlan.Step(finding: .moved, video: video, source: source.id, known: source)
        step.promoted = copy.id
        add(step, to: &plan)
    }

    private mutating func add(_ step: ScanPlan.Step, to plan: inout ScanPlan) {
        var step = step
        guard let video = step.video else { return plan.add(step) }
        let understanding = reader.read(video.path, libraryKind: kind)
        if understanding.kind == .extra || step.source == nil {
            step.understanding = understanding
            if step.source != nil { step.surroundings = contexts.surroundings(of: video, understanding) }
            return plan.add(step)
        }
        let context = contexts.context(of: PartFolder.home(of: video.path))
        step.surroundings = contexts.surroundings(of: video, understanding)
        step.understanding = context.correct(understanding)
        step.part = context.part(video.path, understanding)
        plan.add(step)
    }
}

import Foundation
import KinoraKernel
import KinoraMedia

/// Looks at a package with other eyes than those that made it, before anybody can see it.
///
/// 1. Every file that the package lists stands, with its size, and its index leads from segment to segment without a gap.
/// 2. All renditions have the same segments, and together they are exactly as long as planned; sound ends with the picture.
/// 3. ffprobe finds every picture at its time on the grid and a key picture where each segment begins.
/// 4. The sheets of small pictures stand, have their size, and cover the film.
/// 5. Every track is what was written, to the bit, and every picture in it is what its encoder wrote, at its place (`SegmentSeals`); each was
///    of whole units when it came from the encoder (`PictureForm`).
/// 6. ffmpeg decodes without an error, and counts the planned pictures: every sound, the smallest rendition of each coding and pictures that
///    came from the source from beginning to end; of the other renditions, which the same encoder made of the same pictures in the same
///    run, the segments at which chunks begin and end.
struct VerifyStage: Sendable {
    let plan: Plan
    let work: WorkFolder
    let prober: any Prober
    let encoder: any Encoder
    let parallel: Int

    private var folder: String { work.package }

    func run(_ contents: PackageContents, _ board: ProgressBoard) async throws {
        try PackageShape(plan: plan, contents: contents).check()
        try await BlockingWork.run { [folder] cancellation in
            for track in contents.video.map({ ($0.path, $0.track) }) + contents.audio.map({ ($0.path, $0.track) }) {
                try cancellation.check()
                try TrackShape(path: "\(folder)/\(track.0)", track: track.1).check()
            }
            try ThumbnailShape(folder: folder, contents: contents).check()
        }
        var checks: [@Sendable () async throws -> Void] = []
        for (rendition, rung) in zip(contents.video, plan.rungs) {
            checks.append {
                try await BlockingWork.run { [work, plan] _ in try SealCheck(work: work, plan: plan).run(rendition, rung) }
            }
            checks.append { try await checkPictures(rendition, rung) }
            checks.append { try await checkTimes(rendition, contents) }
        }
        for rendition in contents.audio {
            checks.append { try await decode("\(folder)/\(rendition.path)", of: rendition.path, pictures: nil, isStrict: true) }
        }
        try await run(checks, board)
    }

    private func run(_ checks: [@Sendable () async throws -> Void], _ board: ProgressBoard) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var rest = checks[...]
            var done = 0
            for check in rest.prefix(parallel) { group.addTask(operation: check) }
            rest = rest.dropFirst(parallel)
            while try await group.next() != nil {
                done += 1
                board.share(Double(done) / Double(checks.count))
                if let next = rest.popFirst() { group.addTask(operation: next) }
            }
        }
    }

    private func checkPictures(_ rendition: VideoRendition, _ rung: Rung) async throws {
        let seams = Seams(plan: plan)
        let isSmallest = plan.encodedRungs(in: rung.coding).last == rung
        guard !rung.isCopied, !isSmallest, seams.segments.count < plan.segments.count else {
            let path = "\(folder)/\(rendition.path)"
            return try await decode(path, of: rendition.path, pictures: plan.frames, isStrict: !rung.isCopied)
        }
        let path = "\(work.path)/seams.\(rung.name).part.mp4"
        try await BlockingWork.run { [folder] _ in try seams.write(rendition, of: folder, to: path) }
        defer { unlink(path) }
        try await decode(path, of: rendition.path, pictures: seams.frames, isStrict: true)
    }

    private func decode(_ file: String, of path: String, pictures: Int?, isStrict: Bool) async throws {
        let report: EncodeReport
        do {
            report = try await encoder.run(.check(file, isStrict: isStrict)) { _ in }
        } catch Trouble.toolFailed(_, let reason) {
            throw Trouble.notAsPlanned("\(path) cannot be decoded (\(reason))")
        }
        if isStrict, report.complaints > 0 {
            throw Trouble.notAsPlanned("\(path) cannot be decoded cleanly (\(report.firstComplaint ?? "no reason given"))")
        }
        if let pictures, report.frames != pictures {
            throw Trouble.notAsPlanned("\(path) decodes to \(report.frames) of \(pictures) pictures")
        }
    }

    private func checkTimes(_ rendition: VideoRendition, _ contents: PackageContents) async throws {
        let path = rendition.path
        let picture = VideoStream(index: 0, codec: rendition.codec, width: rendition.width, height: rendition.height)
        let start = Double(contents.presentationOffset) / 90_000
        let expected = Probe(container: "mp4", duration: nil, start: start, size: rendition.track.size, video: [picture])
        let survey = try await prober.survey("\(folder)/\(path)", expected)
        guard survey.pictures.count == plan.frames, PictureRate.isConstant(survey, at: plan.rate), survey.isPlain else {
            throw Trouble.notAsPlanned(
                "the pictures of \(path) do not stand on the grid of \(plan.rate.numerator)/\(plan.rate.denominator)")
        }
        let keys = Set(survey.keyPictures.map { Int(($0 * plan.rate.perSecond).rounded()) })
        var place = 0
        for segment in plan.segments {
            guard keys.contains(place) else { throw Trouble.notAsPlanned("a segment of \(path) does not begin with a key picture") }
            place += segment
        }
    }
}

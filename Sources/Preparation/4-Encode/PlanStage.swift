import Foundation
import KinoraKernel
import KinoraMedia

/// Finds the plan of a job: the one it began with, if it still fits, or a new one.
struct PlanStage: Sendable {
    let original: Original
    let work: WorkFolder
    let prober: any Prober
    let settings: EncodingSettings
    /// Commands that run at once.
    let parallel: Int
    /// See `Journey.run`.
    let hold: @Sendable () async throws -> Void

    func run() async throws -> Plan {
        let stamp = try await BlockingWork.run { _ in
            let stamp = try original.stamp()
            try work.prepare()
            try work.claim()
            try original.link(in: work)
            return stamp
        }
        if let kept = try await BlockingWork.run({ _ in work.keptPlan() }), kept.fits(stamp, settings) { return kept }
        return try await make(stamp, mayCopy: true)
    }

    /// A plan that encodes everything, for a source whose pictures turned out to be unfit.
    func runWithoutCopy() async throws -> Plan {
        try await make(try await BlockingWork.run { _ in try original.stamp() }, mayCopy: false)
    }

    private func make(_ stamp: SourceStamp, mayCopy: Bool) async throws -> Plan {
        var looks: [PartLook] = []
        for part in original.paths.indices {
            guard original.paths.count > 1 else {
                looks.append(try await look(at: work.source))
                break
            }
            looks.append(try await Trouble.naming(part: part) { try await look(at: work.source(part)) })
        }
        var plan = try await plan(looks, stamp, mayCopy: mayCopy)
        if settings.takesSamples {
            let (survey, probe) = (looks[0].survey, looks[0].probe)
            plan = try await LadderProbe(plan: plan, survey: survey, probe: probe, work: work, prober: prober, parallel: parallel).decided()
        }
        if settings.makesAV1 {
            if try await prober.encoders().contains(PictureCoding.av1.encoder) {
                plan.addAV1()
            } else {
                plan.notes.append(
                    "AV1 was asked for, but this ffmpeg lacks \(PictureCoding.av1.encoder); there are H.264 renditions alone.")
            }
        }
        let decided = plan
        try await hold()
        try await BlockingWork.run { _ in
            try work.checkClaim()
            // What was made for another plan does not fit this one.
            for folder in ["growing", "package", "video", "audio", "text", "complaints"] { try FileTree.remove("\(work.path)/\(folder)") }
            try work.prepare()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try FileTree.write(try encoder.encode(decided), to: work.plan)
        }
        return plan
    }

    private func plan(_ looks: [PartLook], _ stamp: SourceStamp, mayCopy: Bool) async throws -> Plan {
        guard looks.count == 1 else { return try Planner.plan(looks, stamp: stamp, settings: settings) }
        let evidence = mayCopy ? try await evidence(looks[0].probe) : nil
        return try Planner.plan(looks[0].probe, looks[0].survey, evidence: evidence, stamp: stamp, settings: settings)
    }

    private func look(at source: String) async throws -> PartLook {
        var probe = try await prober.probe(source)
        if probe.container.contains("mp4"), try await BlockingWork.run({ _ in Encryption.isFound(in: source) }) { throw Trouble.encrypted }
        try await look(at: &probe, of: source)
        probe.chapters = try await prober.chapters(of: source, probe)
        return PartLook(probe, try await prober.survey(source, probe))
    }

    /// Whether pictures that are marked as interlaced are: half a film's bits would go into showing every picture twice.
    private func look(at probe: inout Probe, of source: String) async throws {
        guard let picture = Planner.mainPicture(of: probe), picture.isInterlaced,
            let index = probe.video.firstIndex(where: { $0.index == picture.index })
        else { return }
        var found = Combing()
        for place in [0.2, 0.5, 0.8] {
            let moment = (probe.duration ?? 0) * place
            do {
                let one = try await prober.combing(.combing(of: picture, at: moment, source: source))
                found = Combing(combed: found.combed + one.combed, whole: found.whole + one.whole)
            } catch Trouble.toolFailed {
                continue
            }
        }
        probe.video[index].isCombed = found.verdict
    }

    /// Nil when the pictures have to be encoded anyway, or cannot be looked at more closely.
    private func evidence(_ probe: Probe) async throws -> CopyEvidence? {
        guard let picture = Planner.mainPicture(of: probe), CopyPolicy.isWorthALook(picture, probe, settings) else { return nil }
        do {
            return try await prober.copyEvidence(work.source, probe, stream: picture)
        } catch Trouble.damaged, Trouble.notVideo, Trouble.toolFailed {
            return nil
        }
    }
}

import KinoraKernel
import KinoraMedia

extension Planner {
    /// Decides what is made of a film in several files.
    ///
    /// 1. The first file decides the form: size, rate, colours. 2. Each gives as many pictures as it is long at that rate, and chunks end
    /// where files end, so each is read from one file. 3. Sounds are those of the first file that has any; each goes on in the others with
    /// the stream of the same language and role, else with their main sound, else with silence. 4. Nothing is kept as it is: the bits of
    /// two files are rarely of one kind.
    package static func plan(_ looks: [PartLook], stamp: SourceStamp, settings: EncodingSettings) throws -> Plan {
        guard let first = looks.first else { throw Trouble.noPicture }
        var plan = try Trouble.naming(part: 0) {
            try Self.plan(first.probe, first.survey, evidence: nil, stamp: stamp, settings: settings)
        }
        var parts: [PlannedPart] = []
        var chunks: [Chunk] = []
        var place = 0
        for (index, look) in looks.enumerated() {
            let rate = plan.rate
            let part = try Trouble.naming(part: index) { [place] in try Self.part(look, at: place, rate) }
            chunks += Self.chunks(of: part, look, rate, settings, after: chunks.count)
            parts.append(part)
            place += part.frames
        }
        guard Double(place) / plan.rate.perSecond <= Double(mostHours) * 3600 else { throw Trouble.tooLong(hours: mostHours) }
        plan.frames = place
        plan.parts = parts
        plan.chunks = chunks
        plan.audio = PlannedAudio.choose(fromParts: looks.map(\.probe.audio), surround: settings.keepsSurround)
        plan.text = looks.enumerated().flatMap { index, look in
            look.probe.text.prefix(PlannedText.most).compactMap { PlannedText($0, part: index) }
        }
        plan.chapters = chapters(looks, plan)
        plan.notes = notes(looks, plan)
        return plan
    }

    private static func part(_ look: PartLook, at place: Int, _ rate: FrameRate) throws -> PlannedPart {
        guard let stream = mainPicture(of: look.probe) else { throw Trouble.noPicture }
        try refuse(look.probe, look.survey)
        let origin = origin(of: look.survey)
        return PlannedPart(
            first: place, frames: max(1, Int(((look.survey.videoEnd - origin) * rate.perSecond).rounded())), origin: origin,
            picture: PlannedPicture(stream), size: PictureSize(of: stream))
    }

    private static func chunks(
        of part: PlannedPart, _ look: PartLook, _ rate: FrameRate, _ settings: EncodingSettings, after count: Int
    ) -> [Chunk] {
        let segments = Cutting.segments(of: part.frames, each: Int((settings.segmentSeconds * rate.perSecond).rounded()))
        let chunks = Cutting.chunks(of: segments, each: chunkLength(part.frames, rate, settings)) { first in
            seek(to: part.origin + Double(first) / rate.perSecond, look.survey, look.probe)
        }
        return chunks.map { Chunk(index: count + $0.index, first: part.first + $0.first, segments: $0.segments, seek: $0.seek) }
    }

    /// Those of all files, each behind what comes before it.
    private static func chapters(_ looks: [PartLook], _ plan: Plan) -> [Chapter]? {
        let all = zip(looks, plan.pieces).flatMap { look, part in
            let shift = Double(part.first) / plan.rate.perSecond - part.origin
            return look.probe.chapters.map { SourceChapter(start: $0.start + shift, end: $0.end.map { $0 + shift }, title: $0.title) }
        }
        let tidy = ChapterList.tidy(all, origin: 0, duration: plan.duration)
        return tidy.isEmpty ? nil : tidy
    }

    // MARK: - What the owner is told

    private static func notes(_ looks: [PartLook], _ plan: Plan) -> [Explanation] {
        var notes = SubtitleReport.notes(on: looks.flatMap(\.probe.text))
        let main = plan.audio.first
        for (index, (look, part)) in zip(looks, plan.pieces).enumerated() {
            let end = part.origin + Double(part.frames) / plan.rate.perSecond
            notes += Self.notes(main?.pieces?[index], look.survey, end: end).map { note -> Explanation in "Part \(index + 1): \(note)" }
            if main != nil, look.probe.audio.isEmpty { notes.append("Part \(index + 1) has no sound.") }
        }
        let languages = Set(plan.audio.map(\.language))
        let left = looks.flatMap(\.probe.audio).filter { $0.role == .main && $0.language.isKnown && !languages.contains($0.language) }
        if main?.language.isKnown == true, let first = left.first {
            notes.append("Only some parts have sound in \(first.language.endonym); it is left out.")
        }
        return notes
    }
}

import KinoraMedia

/// Commands for films in several files.
extension EncodeCommand {
    /// Makes all sound tracks of all files in one pass, as `sound` does. Each file gives exactly as many samples as its pictures last, so
    /// sound and picture meet again where files meet; encoded together, no encoder's run-in stands between them.
    /// - Parameter sources: the files, in their order.
    package static func joinedSound(of plan: Plan, levels: [Int: SoundLevel], sources: [String], outputs: [String]) -> EncodeCommand {
        var arguments = preamble + sources.flatMap { input($0, threads: 1) }
        for (index, track) in plan.audio.enumerated() {
            let steps = corrections(track, Loudness.change(for: levels[track.stream])).map { "," + $0 }.joined()
            arguments += ["-filter_complex", joined(track, plan, "t\(index)", as: track.layout) + steps + "[a\(index)]"]
        }
        for (index, (track, path)) in zip(plan.audio, outputs).enumerated() {
            arguments += ["-map", "[a\(index)]", "-t", seconds(plan.duration), "-c:a", "aac"]
            arguments += ["-b:a", String(track.bitRate(plan.settings)), "-threads", "1", "-flags:a", "+bitexact"]
            arguments += plain + ["-f", "mp4", file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs)
    }

    /// Measures sounds as `levels` does, each through all files.
    package static func joinedLevels(of streams: [Int], _ plan: Plan, sources: [String]) -> EncodeCommand {
        var arguments = preamble.map { $0 == "error" ? "info" : $0 } + sources.flatMap { input($0, threads: 1) }
        for stream in streams {
            guard let track = plan.audio.first(where: { $0.stream == stream }) else { continue }
            let measuring = ",ebur128@\(levelLabel(stream))=peak=true:framelog=verbose[m\(stream)]"
            arguments += ["-filter_complex", joined(track, plan, "t\(stream)", as: .stereo) + measuring]
        }
        for stream in streams { arguments += ["-map", "[m\(stream)]", "-f", "null", "-"] }
        return EncodeCommand(arguments: arguments, outputs: [])
    }

    /// One sound through all files: each brought to its time, filled up with silence and cut to its length.
    private static func joined(_ track: PlannedAudio, _ plan: Plan, _ label: String, as layout: PlannedAudio.Layout) -> String {
        let pieces = track.pieces ?? [track.stream]
        let sounds = zip(pieces, plan.pieces).enumerated().map { index, piece in
            piece.0.map { "[\(index):\($0)]\(onTime(piece.1.origin)),\(mixed(to: layout))" }
        }
        return joined(sounds, plan.soundLengths, label, as: layout)
    }

    /// Sounds one after the other, each as long as it has to be.
    /// - Parameters:
    ///   - sounds: what makes each of them; nil for silence.
    ///   - lengths: in samples at 48 kHz.
    ///   - label: not used elsewhere in the graph.
    static func joined(_ sounds: [String?], _ lengths: [Int], _ label: String, as layout: PlannedAudio.Layout) -> String {
        let silence = "anullsrc=channel_layout=\(layout.name):sample_rate=48000,\(mixed(to: layout))"
        let graphs = zip(sounds, lengths).enumerated().map { index, item in
            let (sound, length) = item
            return "\(sound ?? silence),apad=whole_len=\(length),atrim=end_sample=\(length),asetpts=N/SR/TB[\(label)p\(index)]"
        }
        let inputs = sounds.indices.map { "[\(label)p\($0)]" }.joined()
        return graphs.joined(separator: ";") + ";\(inputs)concat=n=\(sounds.count):v=0:a=1"
    }

    /// Brings the pictures of a later file into the film's form: its size, with bars where the shapes differ, and its colours.
    static func fitting(_ part: PlannedPart, _ plan: Plan, _ rung: Rung) -> [String] {
        let inner = part.size.fitted(into: PictureSize(width: rung.width, height: rung.height))
        let space = plan.picture.colourSpace
        let comesAs = part.picture.isRGB ? "" : ":in_color_matrix=\(part.picture.colourSpace)"
        var steps = ["scale=\(inner.width):\(inner.height)\(comesAs):out_color_matrix=\(space):out_range=tv", "setsar=1", "format=yuv420p"]
        if (inner.width, inner.height) != (rung.width, rung.height) {
            steps.append("pad=\(rung.width):\(rung.height):(ow-iw)/2:(oh-ih)/2")
        }
        steps.append(
            "setparams=range=tv:colorspace=\(space):color_primaries=\(plan.picture.colourPrimaries):color_trc=\(plan.picture.colourTransfer)"
        )
        return steps
    }
}

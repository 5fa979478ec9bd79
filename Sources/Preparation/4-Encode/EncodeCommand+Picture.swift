import KinoraMedia

extension EncodeCommand {
    /// Encodes one chunk in all renditions of one coding from one decoding.
    ///
    /// Exactly the pictures `first ..< first + frames` of the film come out, and a picture that nothing before it is needed for begins
    /// each segment. One thread for each encoder makes the same bytes every time; chunks run side by side instead.
    /// - Parameter outputs: a path for each encoded rung of the plan in that coding, in its order.
    package static func chunk(
        _ chunk: Chunk, of plan: Plan, in coding: PictureCoding = .h264, source: String, outputs: [String]
    ) -> EncodeCommand {
        let rungs = plan.encodedRungs(in: coding)
        var arguments = preamble + ["-filter_threads", "1", "-filter_complex_threads", "1"]
        arguments += input(source, seek: chunk.seek, threads: 1)
        arguments += ["-filter_complex", filters(chunk, plan, rungs)]
        for (index, (rung, path)) in zip(rungs, outputs).enumerated() {
            arguments += ["-map", "[v\(index)]", "-frames:v", String(chunk.frames), "-fps_mode", "passthrough"]
            arguments += encoding(rung, plan) + keyPictures(chunk, rung.coding) + colours(plan.picture)
            arguments += plain + ["-video_track_timescale", String(plan.rate.ticks.timescale), "-f", "mp4", file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs)
    }

    /// Encodes a sample like a chunk, and says on standard error how like the results are to what was encoded.
    ///
    /// The largest picture is also compared with itself made as small as the second and large again: that tells how much detail it has.
    package static func sample(_ chunk: Chunk, of plan: Plan, source: String, outputs: [String]) -> EncodeCommand {
        let rungs = plan.encodedRungs(in: .h264)
        var arguments = preamble.map { $0 == "error" ? "info" : $0 } + ["-filter_threads", "1", "-filter_complex_threads", "1"]
        arguments += input(source, seek: chunk.seek, threads: 1)
        var graph = filters(chunk, plan, rungs, branches: rungs.count > 1 ? 1 : 0)
        if rungs.count > 1 {
            let (top, next) = (rungs[0], rungs[1])
            graph += ";[b0]scale=\(top.width):\(top.height),format=yuv420p,split[d0][d1];"
            graph += "[d0]scale=\(next.width):\(next.height),scale=\(top.width):\(top.height)[d2];[d2][d1]ssim@detail[d]"
        }
        arguments += ["-filter_complex", graph]
        for (index, (rung, path)) in zip(rungs, outputs).enumerated() {
            arguments += ["-map", "[v\(index)]", "-frames:v", String(chunk.frames), "-fps_mode", "passthrough"]
            arguments += encoding(rung, plan) + keyPictures(chunk, rung.coding) + ["-ssim", "1"] + plain
            arguments += ["-video_track_timescale", String(plan.rate.ticks.timescale), "-f", "mp4", file(path)]
        }
        if rungs.count > 1 { arguments += ["-map", "[d]", "-frames:v", String(chunk.frames), "-f", "null", "-"] }
        return EncodeCommand(arguments: arguments, outputs: outputs)
    }

    /// Takes the source's pictures as they are.
    package static func copy(of plan: Plan, source: String, output: String) -> EncodeCommand {
        var arguments = preamble + input(source)
        arguments += ["-map", "0:\(plan.picture.stream)", "-c:v", "copy"]
        arguments += plain + ["-video_track_timescale", String(plan.rate.ticks.timescale), "-f", "mp4", file(output)]
        return EncodeCommand(arguments: arguments, outputs: [output])
    }

    static let plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"]

    /// 1. Each moment of an interlaced picture becomes a whole one. 2. Pictures are put on the grid of the constant rate, counted from the
    /// chunk's first. 3. At the film's end the last picture stands for the few that rounding may lack. 4. Brightness for bright screens is
    /// mapped to that of usual ones. 5. One branch for each rung.
    /// - Parameter branches: of the full size, called `b0`, `b1` …, for other purposes.
    private static func filters(_ chunk: Chunk, _ plan: Plan, _ rungs: [Rung], branches more: Int = 0) -> String {
        let rate = "\(plan.rate.numerator)/\(plan.rate.denominator)"
        let part = plan.pieces[plan.part(of: chunk)]
        let start = part.origin + Double(chunk.first - part.first) / plan.rate.perSecond - chunk.seek
        var steps = part.picture.isInterlaced ? ["bwdif=mode=send_field:deint=interlaced"] : []
        steps.append("fps=\(rate):start_time=\(seconds(start))")
        if plan.isLast(chunk) { steps.append("tpad=stop=\(mostPadding):stop_mode=clone") }
        steps.append("setpts=N")
        if let top = rungs.first {
            steps += toneMapping(part.picture.brightness, top)
            if part.first > 0 { steps += fitting(part, plan, top) }
        }
        let isSplit = rungs.count + more > 1
        if isSplit { steps.append("split=\(rungs.count + more)") }
        let branches = rungs.indices.map { "[s\($0)]" }
        let matrix = plan.picture.isRGB && part.first == 0 ? ":out_color_matrix=\(plan.picture.colourSpace)" : ""
        let scales = rungs.enumerated().map { index, rung in
            "scale=\(rung.width):\(rung.height):out_range=tv\(matrix),setsar=1,format=yuv420p[v\(index)]"
        }
        let input = "[0:\(part.picture.stream)]" + steps.joined(separator: ",")
        guard isSplit else { return input + "," + scales.joined() }
        return input + (branches + (0..<more).map { "[b\($0)]" }).joined() + ";"
            + zip(branches, scales).map { $0 + $1 }.joined(separator: ";")
    }

    /// In linear light, at the size of the largest rung: at the source's own size it takes almost twice as long. Mobius leaves most of the
    /// picture as bright as it is and bends only the lights; 100 candelas become white, which in tests came closest to a graded SDR picture.
    private static func toneMapping(_ brightness: PlannedPicture.Brightness, _ rung: Rung) -> [String] {
        guard brightness != .usual else { return [] }
        let source = "transferin=\(brightness.rawValue):matrixin=2020_ncl:primariesin=2020:rangein=tv"
        return [
            "crop=trunc(iw/2)*2:trunc(ih/2)*2", "zscale=w=\(rung.width):h=\(rung.height):\(source):t=linear:npl=100", "format=gbrpf32le",
            "zscale=p=709", "tonemap=mobius:desat=0", "zscale=t=709:m=709:r=tv", "format=yuv420p",
        ]
    }

    /// Pictures that may be repeated at the very end. More missing ones are damage, and noticed.
    private static let mostPadding = 12

    private static func encoding(_ rung: Rung, _ plan: Plan) -> [String] {
        let peak = ["-maxrate", String(rung.peakRate), "-bufsize", String(rung.peakRate * 2)]
        switch rung.coding {
        case .h264:
            let quality = ["-preset", plan.settings.preset, "-crf", String(plan.ladder.quality)]
            return ["-c:v", rung.coding.encoder] + quality + peak + ["-profile:v", "high", "-threads", "1"]
        case .av1:
            // Eight bits: ten save 3 % of the bits, but take a third longer to encode and are heavier for who decodes without hardware.
            let quality = ["-preset", String(plan.settings.presetInAV1), "-crf", String(plan.qualityInAV1)]
            return ["-c:v", rung.coding.encoder] + quality + peak + ["-svtav1-params", "lp=1:enable-force-key-frames=1"]
        }
    }

    /// Key pictures stand where segments begin and nowhere else.
    private static func keyPictures(_ chunk: Chunk, _ coding: PictureCoding) -> [String] {
        var places: [Int] = []
        var place = 0
        for segment in chunk.segments {
            places.append(place)
            place += segment
        }
        let expression = "expr:" + places.map { "eq(n,\($0))" }.joined(separator: "+")
        let plain = coding == .h264 ? ["-sc_threshold", "0", "-forced-idr", "1"] : []
        return ["-g", String(chunk.frames + 1)] + plain + ["-force_key_frames", expression]
    }

    private static func colours(_ picture: PlannedPicture) -> [String] {
        [
            "-colorspace", picture.colourSpace, "-color_primaries", picture.colourPrimaries, "-color_trc", picture.colourTransfer,
            "-color_range", "tv",
        ]
    }
}

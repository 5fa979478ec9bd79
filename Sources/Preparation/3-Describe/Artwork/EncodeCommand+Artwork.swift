extension EncodeCommand {
    /// Pixels of the largest picture that is decoded; more is no artwork but an attack on the memory.
    static let mostPixels = 50_000_000
    /// Bytes that ffmpeg may ask for at once.
    private static let mostMemory = 400_000_000

    /// What a single picture is read with: its kind is told and not guessed, nothing turns it, and no other file is opened.
    static func pictureInput(_ path: String, _ kind: ImageHeader.Kind) -> [String] {
        let demuxer =
            switch kind {
            case .jpg: "jpeg_pipe"
            case .png: "png_pipe"
            case .webp: "webp_pipe"
            }
        return preamble + [
            "-max_alloc", String(mostMemory), "-protocol_whitelist", "file,pipe", "-noautorotate", "-max_pixels", String(mostPixels),
            "-threads", "1", "-f", demuxer, "-i", file(path),
        ]
    }

    /// One size of a picture and where it goes.
    struct PictureOutput: Hashable, Sendable {
        var width: Int
        var height: Int
        var path: String
        var kind: ImageHeader.Kind
    }

    /// Makes all sizes of a picture in one run, without the metadata of the original. The same picture gives the same bytes.
    static func artwork(_ input: PictureInput, _ outputs: [PictureOutput]) -> EncodeCommand {
        let names = outputs.indices.map { "[s\($0)]" }
        let before = input.filters.map { $0 + "," }.joined()
        var graph = "[0:v:0]\(before)split=\(outputs.count)\(names.joined())"
        for (index, output) in outputs.enumerated() {
            graph +=
                ";\(names[index])scale=\(output.width):\(output.height):flags=lanczos+accurate_rnd:\(colours(output.kind)),setsar=1[o\(index)]"
        }
        var arguments = input.arguments + ["-filter_complex", graph]
        for (index, output) in outputs.enumerated() {
            arguments += ["-map", "[o\(index)]", "-frames:v", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
            arguments += ["-threads", "1"] + encoder(output.kind) + [file(output.path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs.map(\.path), isQuiet: true)
    }

    private static func colours(_ kind: ImageHeader.Kind) -> String {
        switch kind {
        // JFIF: full range, coefficients of BT.601.
        case .jpg: "out_range=full:out_color_matrix=bt601,format=yuvj420p"
        case .png: "out_range=full,format=rgba"
        case .webp: "out_range=full,format=bgra"
        }
    }

    private static func encoder(_ kind: ImageHeader.Kind) -> [String] {
        switch kind {
        case .jpg: ["-c:v", "mjpeg", "-q:v", "4", "-huffman", "optimal", "-f", "image2pipe"]
        case .png: ["-c:v", "png", "-pred", "mixed", "-f", "image2pipe"]
        case .webp: ["-c:v", "libwebp", "-quality", "78", "-compression_level", "4", "-f", "image2pipe"]
        }
    }

    /// Writes a cover out of a video file as it stands in it.
    static func cover(_ stream: Int, of source: String, to path: String) -> EncodeCommand {
        let arguments =
            preamble + input(source) + ["-map", "0:\(stream)", "-c", "copy", "-frames:v", "1", "-fs", String(ArtworkShelf.largest + 1)]
        return EncodeCommand(arguments: arguments + ["-f", "image2pipe", file(path)], outputs: [path], isQuiet: true)
    }

    /// The picture at a moment, to the picture.
    static func exactFrameInput(_ source: String, at moment: Double) -> [String] {
        preamble + input(source, seek: moment, threads: 1)
    }

    /// The key picture at or before a moment.
    static func frameInput(_ source: String, at moment: Double) -> [String] {
        preamble + ["-skip_frame", "nokey", "-noaccurate_seek"] + input(source, seek: moment, threads: 1)
    }
}

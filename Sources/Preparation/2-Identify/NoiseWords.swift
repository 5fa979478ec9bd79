/// Words that tell about a release and not about a film: where they begin, a title ends.
enum NoiseWords {
    enum Strength {
        /// Ends a title wherever it stands behind the first word: `1080p`, `BluRay`, `x264`.
        case strong
        /// Belongs to no title at its end, but could stand inside one: `PROPER`, `MULTI`, `LIMITED`.
        case weak
    }

    /// What the word at a place is; nil where it is no noise.
    static func strength(of index: Int, in name: Name) -> Strength? {
        let word = name.words[index]
        let text = word.text
        if strong.contains(text) { return .strong }
        if weak.contains(text) { return .weak }
        if isResolution(text) || isAudioWithChannels(text) { return .strong }
        if index + 1 < name.words.count, let seconds = pairs[text] {
            let gap = name.gap(before: index + 1)
            if seconds.contains(name.words[index + 1].text), gap.isSubset(of: [.dash, .dot, .space, .underscore]) { return .strong }
        }
        if index > 0, let seconds = pairs[name.words[index - 1].text], seconds.contains(text) { return .strong }
        if text == "web", index > 0, index + 1 < name.words.count || index + 1 == name.words.count {
            return index + 1 == name.words.count || isKnown(index + 1, in: name) ? .strong : nil
        }
        if isChannels(index, in: name) { return .weak }
        return nil
    }

    private static func isKnown(_ index: Int, in name: Name) -> Bool {
        let text = name.words[index].text
        return strong.contains(text) || isResolution(text) || isAudioWithChannels(text) || text == "h" || text == "x264" || text == "dl"
    }

    /// `5.1`, `7.1`, `2.0`: two words with a dot between them.
    static func isChannels(_ index: Int, in name: Name) -> Bool {
        func pair(_ first: Int) -> Bool {
            guard first >= 0, first + 1 < name.words.count, let left = name.words[first].number, let right = name.words[first + 1].number
            else {
                return false
            }
            return name.gap(before: first + 1) == .dot && name.words[first].digits == 1 && name.words[first + 1].digits == 1
                && [1, 2, 5, 6, 7].contains(left) && right <= 1 && (left != 1 || right == 0)
        }
        return pair(index) || pair(index - 1)
    }

    /// `1080p`, `720i`, `2160p`, `1080p50`, `1920x1080`.
    static func isResolution(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (4...9).contains(bytes.count), let first = bytes.first, Byte.isDigit(first) else { return false }
        let digits = bytes.prefix(while: Byte.isDigit)
        let rest = bytes.dropFirst(digits.count)
        guard digits.count == 3 || digits.count == 4, let letter = rest.first else { return false }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        let tail = rest.dropFirst()
        if letter == UInt8(ascii: "x") {
            return number >= 320 && (3...4).contains(tail.count) && tail.allSatisfy(Byte.isDigit)
        }
        return (letter == UInt8(ascii: "p") || letter == UInt8(ascii: "i")) && number >= 240 && tail.count <= 2
            && tail.allSatisfy(Byte.isDigit)
    }

    /// `aac2`, `dd5`, `ddp5`, `dts`, `ac3`, `truehd7`: a codec, perhaps with channels glued to it.
    static func isAudioWithChannels(_ text: String) -> Bool {
        guard let last = text.utf8.last, Byte.isDigit(last) else { return false }
        let letters = text.prefix(while: { $0.isASCII && $0.isLetter })
        return audioCodecs.contains(String(letters)) && text.utf8.count - letters.utf8.count <= 2
    }

    private static let audioCodecs: Set<String> = [
        "aac", "dd", "ddp", "ddpa", "dts", "truehd", "flac", "opus", "ac", "eac", "pcm", "lpcm", "ddex",
    ]

    private static let strong: Set<String> = [
        // resolution and format
        "4k", "8k", "uhd", "fhd", "qhd", "hd1080", "hd720",
        // source
        "bluray", "bdrip", "brrip", "bdremux", "bdmux", "bdmv", "bd25", "bd50", "bd66", "bd100", "uhdbd", "webrip", "webdl", "webhd",
        "webmux",
        "webcap", "hdtv", "hdtvrip", "pdtv", "sdtv", "dsr", "dsrip", "tvrip", "satrip", "dvbrip", "dvdrip", "dvdscr", "dvdscreener", "dvdr",
        "dvd5", "dvd9", "hddvd", "hdrip", "hdcam", "hdts", "camrip", "telesync", "telecine", "vhsrip", "vodrip", "ppvrip", "remux", "uhdtv",
        "ahdtv", "hdtc", "dvdmux", "dvdremux", "ldrip", "tvhdrip", "iptvrip", "bdiso", "micro1080p",
        // video
        "x264", "x265", "x266", "h264", "h265", "h266", "hevc", "xvid", "divx", "av1", "vp9", "mpeg2", "vc1", "10bit", "8bit", "12bit",
        "hi10p",
        "hi10", "hi444pp", "hdr", "hdr10", "hdr10plus", "hdr10p", "dovi", "hlg", "yuv420p10",
        // sound
        "ac3", "ac3d", "eac3", "dts", "dtshd", "dtsx", "truehd", "atmos", "flac", "lpcm", "ddp", "aac", "ma5",
    ]

    private static let weak: Set<String> = [
        "avc", "opus", "mp3", "pcm", "web", "dvd", "sdr", "dv", "cam", "proper", "repack", "rerip", "real", "internal", "limited", "multi",
        "multisub", "multisubs", "dual", "dubbed", "subbed", "dub", "stv", "complete", "ntsc", "pal", "secam", "retail", "readnfo",
        "nfofix",
        "dl", "ml", "net", "nf", "amzn", "dsnp", "hmax", "atvp", "hulu", "itunes", "bd", "subs", "sub", "nlsubs", "subfrench", "vostfr",
        "truefrench", "vff", "vfq", "vof", "vo", "hardsub", "softsub", "fansub", "uncensored", "hybrid", "ws", "fs", "tv", "hd", "sd",
        "hq", "lq", "screener", "scr", "r5", "ts", "tc", "ppv", "dc", "3d", "hsbs", "fsbs", "htab", "ftab", "mvc", "hou", "halfsbs",
        "halfou", "sbs", "extras", "docu", "dubs", "raw", "batch", "dualaudio", "multilang", "nordic", "eng", "ger", "ita", "vost",
        "lektor", "hc", "korsub", "vose", "vosi",
        "swesub", "nlsub", "norsub", "finsub", "web4k", "hdlight", "proper2", "repack2", "v2", "fps", "50fps", "60fps", "24fps",
    ]

    /// Words that are noise only together.
    private static let pairs: [String: Set<String>] = [
        "web": ["dl", "rip", "hd"], "blu": ["ray"], "hd": ["dvd", "tv", "rip", "cam", "ts"], "dvd": ["rip", "scr", "r"],
        "bd": ["rip", "remux"],
        "br": ["rip"], "tv": ["rip"], "h": ["264", "265", "266"], "x": ["264", "265"], "dts": ["hd", "x", "es", "ma"], "dtshd": ["ma"],
        "hdr10": ["plus"], "10": ["bit", "bits"], "8": ["bit", "bits"], "vc": ["1"], "mpeg": ["2", "4"], "e": ["ac3", "ac"], "true": ["hd"],
        "dolby": ["vision", "atmos", "digital"], "multiple": ["subtitle", "subtitles"], "dual": ["audio"], "half": ["sbs", "ou"],
    ]

    /// Languages as release names write them, spelled out.
    static let languages: Set<String> = [
        "german", "french", "italian", "spanish", "english", "dutch", "danish", "swedish", "norwegian", "finnish", "polish", "portuguese",
        "russian", "japanese", "korean", "chinese", "hindi", "hungarian", "czech", "greek", "turkish", "hebrew", "flemish", "icelandic",
        "castellano", "latino", "deutsch", "ukrainian", "romanian", "bulgarian", "brazilian", "mandarin", "cantonese", "persian", "bengali",
        "telugu", "tamil", "arabic", "thai", "vietnamese",
    ]
}

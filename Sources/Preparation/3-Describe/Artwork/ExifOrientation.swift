/// How a camera was held, which it writes beside the picture instead of turning it (Exif 2.32, tag 274).
enum ExifOrientation {
    /// What ffmpeg has to do to put the picture upright, and whether width and height change places.
    static func filters(_ value: Int) -> (filters: [String], isTurned: Bool) {
        switch value {
        case 2: (["hflip"], false)
        case 3: (["hflip", "vflip"], false)
        case 4: (["vflip"], false)
        case 5: (["transpose=0"], true)
        case 6: (["transpose=1"], true)
        case 7: (["transpose=3"], true)
        case 8: (["transpose=2"], true)
        default: ([], false)
        }
    }

    /// 1 … 8; 1, upright, for everything that does not say otherwise.
    static func of(jpeg bytes: [UInt8]) -> Int {
        var index = 2
        while index + 10 < bytes.count, bytes[index] == 0xFF {
            let marker = bytes[index + 1]
            guard marker != 0xDA, marker != 0xD9 else { return 1 }
            let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
            guard length >= 2, index + 2 + length <= bytes.count else { return 1 }
            if marker == 0xE1, bytes[(index + 4)...].starts(with: Array("Exif".utf8) + [0, 0]) {
                return orientation(Array(bytes[(index + 10)..<(index + 2 + length)])) ?? 1
            }
            index += 2 + length
        }
        return 1
    }

    /// In the first directory of a TIFF file.
    private static func orientation(_ tiff: [UInt8]) -> Int? {
        guard tiff.count >= 14 else { return nil }
        let isLittle = tiff.starts(with: [0x49, 0x49])
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= tiff.count else { return nil }
            let bytes = tiff[at..<(at + count)]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let entries = number(start, 2) else { return nil }
        for entry in 0..<min(entries, 100) {
            let place = start + 2 + entry * 12
            if number(place, 2) == 0x0112 { return number(place + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil } }
        }
        return nil
    }
}

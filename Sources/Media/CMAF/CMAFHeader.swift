/// The header of a CMAF track file (ISO/IEC 23000-19 7.3): `ftyp` and a `moov` without samples and without an edit list.
struct CMAFHeader {
    let kind: MP4Track.Kind
    let timescale: Int64
    /// In ticks, without what lies ahead of the presentation.
    let duration: Int64
    let sampleEntry: [UInt8]
    /// In ticks; the same for every sample.
    let sampleDuration: Int64
    let width: Int
    let height: Int
    let packedLanguage: UInt16

    var bytes: [UInt8] {
        var boxes = BoxWriter()
        boxes.box("ftyp") {
            $0.add("iso6" as FourCC)
            $0.add(0 as UInt32)
            for brand in brands { $0.add(brand) }
        }
        boxes.box("moov") { moov in
            movieHeader(&moov)
            moov.box("trak") { track(&$0) }
            moov.box("mvex") { mvex in
                mvex.box("mehd", version: 1) { $0.add(UInt64(duration)) }
                mvex.box("trex", version: 0) {
                    for number: UInt32 in [1, 1, UInt32(sampleDuration), 0, defaultFlags] { $0.add(number) }
                }
            }
        }
        return boxes.bytes
    }

    /// The binding of AV1 (2.1) asks for a brand of its own beside those of every track.
    private var brands: [FourCC] {
        let isAV1 = sampleEntry.dropFirst(4).starts(with: ("av01" as FourCC).bytes)
        return ["iso6", "cmfc", "dash", "mp41"] + (isAV1 ? ["av01"] : [])
    }

    var defaultFlags: UInt32 { kind == .video ? SampleFlags.dependent : SampleFlags.sync }

    private static let unity: [UInt32] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000]

    private func movieHeader(_ moov: inout BoxWriter) {
        moov.box("mvhd", version: 0) {
            for number: UInt32 in [0, 0, UInt32(timescale), 0, 0x10000] { $0.add(number) }
            $0.add(0x0100 as UInt16)
            $0.zeros(10)
            for number in Self.unity { $0.add(number) }
            $0.zeros(24)
            $0.add(2 as UInt32)
        }
    }

    private func track(_ trak: inout BoxWriter) {
        trak.box("tkhd", version: 0, flags: 3) {
            for number: UInt32 in [0, 0, 1, 0, 0, 0, 0] { $0.add(number) }
            $0.zeros(4)
            $0.add((kind == .audio ? 0x0100 : 0) as UInt16)
            $0.zeros(2)
            for number in Self.unity { $0.add(number) }
            $0.add(UInt32(width) << 16)
            $0.add(UInt32(height) << 16)
        }
        trak.box("mdia") { mdia in
            mdia.box("mdhd", version: 0) {
                for number: UInt32 in [0, 0, UInt32(timescale), 0] { $0.add(number) }
                $0.add(packedLanguage)
                $0.zeros(2)
            }
            mdia.box("hdlr", version: 0) {
                $0.zeros(4)
                $0.add((kind == .video ? "vide" : "soun") as FourCC)
                $0.zeros(12)
                $0.add(Array((kind == .video ? "Picture\0" : "Sound\0").utf8))
            }
            mdia.box("minf") { mediaInformation(&$0) }
        }
    }

    private func mediaInformation(_ minf: inout BoxWriter) {
        if kind == .video {
            minf.box("vmhd", version: 0, flags: 1) { $0.zeros(8) }
        } else {
            minf.box("smhd", version: 0) { $0.zeros(4) }
        }
        minf.box("dinf") {
            $0.box("dref", version: 0) {
                $0.add(1 as UInt32)
                $0.box("url ", version: 0, flags: 1) { _ in }
            }
        }
        minf.box("stbl") { stbl in
            stbl.box("stsd", version: 0) {
                $0.add(1 as UInt32)
                $0.add(sampleEntry)
            }
            stbl.box("stts", version: 0) { $0.zeros(4) }
            stbl.box("stsc", version: 0) { $0.zeros(4) }
            stbl.box("stsz", version: 0) { $0.zeros(8) }
            stbl.box("stco", version: 0) { $0.zeros(4) }
        }
    }
}

/// Whether other samples are needed to decode one (ISO/IEC 14496-12 8.8.3.1).
enum SampleFlags {
    static let sync: UInt32 = 0x0200_0000
    static let dependent: UInt32 = 0x0101_0000
}

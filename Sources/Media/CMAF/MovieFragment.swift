/// The `moof` of a segment (ISO/IEC 14496-12 8.8.4): one track, one run, times from the track's start on.
struct MovieFragment {
    let bytes: [UInt8]

    init(segment: CMAFSegment, sequence: UInt32, header: CMAFHeader) {
        let plain = Self.build(segment, sequence, header, dataOffset: 0)
        // The media follow directly behind the fragment and eight bytes of `mdat`.
        bytes = Self.build(segment, sequence, header, dataOffset: UInt32(plain.count + 8))
    }

    private static func build(_ segment: CMAFSegment, _ sequence: UInt32, _ header: CMAFHeader, dataOffset: UInt32) -> [UInt8] {
        var boxes = BoxWriter()
        boxes.box("moof") { moof in
            moof.box("mfhd", version: 0) { $0.add(sequence) }
            moof.box("traf") { traf in
                // Default base is this fragment; description, duration and flags are stated here, as CMAF's brand cmf2 wants it too.
                traf.box("tfhd", version: 0, flags: 0x02002A) {
                    for number: UInt32 in [1, 1, UInt32(header.sampleDuration), header.defaultFlags] { $0.add(number) }
                }
                traf.box("tfdt", version: 1) { $0.add(UInt64(segment.decodeTime)) }
                run(segment.samples, header, dataOffset, &traf)
            }
        }
        return boxes.bytes
    }

    private static func run(_ samples: [CMAFSample], _ header: CMAFHeader, _ dataOffset: UInt32, _ traf: inout BoxWriter) {
        let isVideo = header.kind == .video
        let moreSync = isVideo && samples.dropFirst().contains { $0.isSync }
        let hasOffsets = samples.contains { $0.compositionOffset != 0 }
        // Data offset and sizes always; the first sample's flags, or everyone's when several are sync; composition offsets.
        let flags: UInt32 = 0x000201 | (isVideo ? (moreSync ? 0x000400 : 0x000004) : 0) | (hasOffsets ? 0x000800 : 0)
        traf.box("trun", version: 0, flags: flags) { trun in
            trun.add(UInt32(samples.count))
            trun.add(dataOffset)
            if isVideo, !moreSync { trun.add(SampleFlags.sync) }
            for sample in samples {
                trun.add(sample.size)
                if moreSync { trun.add(sample.isSync ? SampleFlags.sync : SampleFlags.dependent) }
                if hasOffsets { trun.add(UInt32(truncatingIfNeeded: sample.compositionOffset)) }
            }
        }
    }
}

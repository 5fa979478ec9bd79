/// One sample of a track: a picture or a frame of sound, where it stands and when it is due.
package struct MediaSample: Hashable, Sendable {
    /// The first byte in the file.
    package let offset: Int64
    /// In ticks of the track; the first sample's is 0.
    package let decodeTime: Int64
    /// Length in bytes.
    package let size: UInt32
    /// Presentation time minus decode time, in ticks.
    package let compositionOffset: Int32
    /// In ticks.
    package let duration: UInt32
    /// Whether decoding can begin here.
    package let isSync: Bool

    /// In ticks, before any edit list.
    package var presentationTime: Int64 { decodeTime + Int64(compositionOffset) }
}

/// One segment of a track that is about to be written.
struct CMAFSegment {
    /// In ticks of the track.
    let decodeTime: Int64
    /// In ticks of the track.
    let duration: Int64
    /// In decoding order, all of the same length in time.
    let samples: [CMAFSample]
}

/// One sample of a segment: where its bytes are and how it is stamped.
struct CMAFSample {
    let file: RandomAccessFile
    let offset: Int64
    /// Length in bytes.
    let size: UInt32
    /// In ticks, never negative.
    let compositionOffset: Int64
    let isSync: Bool
}

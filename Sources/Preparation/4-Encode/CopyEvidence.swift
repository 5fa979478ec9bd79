/// What the bits of an H.264 stream say about whether its pictures can be used as they are.
package struct CopyEvidence: Hashable, Sendable {
    /// When each picture is shown that nothing before it is needed for (IDR, H.264 7.4.1.2.4), seconds behind the container's start.
    package var cleanStarts: [Double]
    /// Different parameter sets inside the stream, beside those of the header: more than one cannot be described by one header.
    package var parameterSets: Int

    package init(cleanStarts: [Double], parameterSets: Int) {
        self.cleanStarts = cleanStarts
        self.parameterSets = parameterSets
    }
}

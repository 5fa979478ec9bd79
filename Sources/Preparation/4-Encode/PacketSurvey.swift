/// Where every packet of a file stands in time: read once from the first byte to the last, without decoding.
///
/// It tells what a header cannot: whether the file ends where it should, how many pictures there are, and where decoding can begin.
/// Times are seconds behind the container's start.
package struct PacketSurvey: Codable, Hashable, Sendable {
    /// When each picture is shown, ascending.
    package var pictures: [Double]
    /// When each picture is shown that decoding can begin with, ascending.
    package var keyPictures: [Double]
    /// When the last picture is over.
    package var videoEnd: Double
    /// The other streams, sound and subtitles, by their number in the file.
    package var others: [Int: Extent]
    /// Whether decode times only grow and no edit list cuts pictures away, as copying needs.
    package var isPlain: Bool

    /// What one stream covers.
    package struct Extent: Codable, Hashable, Sendable {
        package var start: Double
        package var end: Double
        package var packets: Int

        package init(start: Double, end: Double, packets: Int) {
            self.start = start
            self.end = end
            self.packets = packets
        }
    }

    package init(
        pictures: [Double], keyPictures: [Double], videoEnd: Double, others: [Int: Extent] = [:], isPlain: Bool = true
    ) {
        self.pictures = pictures
        self.keyPictures = keyPictures
        self.videoEnd = videoEnd
        self.others = others
        self.isPlain = isPlain
    }

    /// When the last packet of any kind is over.
    package var end: Double { others.values.reduce(videoEnd) { max($0, $1.end) } }
}

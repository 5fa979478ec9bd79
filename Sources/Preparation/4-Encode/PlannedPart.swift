/// One file of a film in several: where it stands in the film and how it is read.
package struct PlannedPart: Codable, Hashable, Sendable {
    /// Number of its first picture in the film.
    package var first: Int
    /// Pictures that it gives to the film.
    package var frames: Int
    /// When its film begins, in seconds behind its container's start.
    package var origin: Double
    package var picture: PlannedPicture
    /// As viewers would see it alone; it is fitted into the film's size.
    package var size: PictureSize
}

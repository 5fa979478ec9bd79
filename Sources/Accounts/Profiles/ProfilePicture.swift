/// The pictures that a profile can have; they come with Kinora, drawn for it. The pages' files are called so.
package enum ProfilePicture: String, CaseIterable, Sendable {
    case fox, owl, whale, cat, bear, frog, moon, sun, mountain, boat, cactus, robot
}

import KinoraKernel

/// A template that cannot be used.
struct TemplateUnreadable: Complaint {
    let name: String
    let reason: String

    var sentence: String { "The template \(name) cannot be used: \(reason). Correct it, or use the ones that came with Kinora." }
}

/// Everything on the preparation page.
struct PreparationPage: Sendable {
    let board: JobBoard
    let names: NamesBoard
}
